/**
 * What is written and folded: one event class, and projections whose documents remember each event that took
 * effect in them. The same in the replicas, the writers and the checker; the judge does not use it.
 */
@NullMarked
package dev.leat.chaos.workload;

import org.jspecify.annotations.NullMarked;
