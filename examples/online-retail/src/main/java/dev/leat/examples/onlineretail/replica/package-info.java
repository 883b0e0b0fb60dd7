/**
 * One replica as a process of its own, and the hand that starts and kills it. Inside the process:
 * {@link dev.leat.examples.onlineretail.replica.ReplicaCommand}. Outside:
 * {@link dev.leat.examples.onlineretail.replica.ReplicaFleet}.
 */
@NullMarked
package dev.leat.examples.onlineretail.replica;

import org.jspecify.annotations.NullMarked;
