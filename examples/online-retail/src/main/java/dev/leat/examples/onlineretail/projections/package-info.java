/**
 * The four read models: each is a record with its folds, and the projection that fills it. Start with
 * {@link dev.leat.examples.onlineretail.projections.StreamSummary} and look at
 * {@link dev.leat.examples.onlineretail.projections.RetailProjections} for all of them.
 */
@NullMarked
package dev.leat.examples.onlineretail.projections;

import org.jspecify.annotations.NullMarked;
