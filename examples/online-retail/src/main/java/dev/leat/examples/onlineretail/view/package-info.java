/**
 * What one sees while the replicas work: {@link dev.leat.examples.onlineretail.view.ClusterWatch} turns the status of
 * the cluster into figures per replica, {@link dev.leat.examples.onlineretail.view.LiveView} shows them.
 */
@NullMarked
package dev.leat.examples.onlineretail.view;

import org.jspecify.annotations.NullMarked;
