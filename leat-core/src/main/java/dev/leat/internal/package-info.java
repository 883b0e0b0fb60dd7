/**
 * The machinery: four kinds of tasks, each confined to one thread, each doing at most one write to the store per step
 * (wake-ups aside), so that the deterministic simulation can stop a replica between any two.
 *
 * <pre>
 *  MemberTask      heartbeat, observe, lead, take roles ──► Directive (which partitions are wanted)
 *  TailerTask      change stream ──► ledger                       │  one per source
 *  RelayTask       ledger ──► wherever the route goes             │  one per source, if the route has one
 *  ProjectionTask  intake ──► batch ──► fold ──► one commit  ◄────┘  one per projection; the intake is the route's
 * </pre>
 *
 * Start with {@link dev.leat.internal.Task}, then {@link dev.leat.internal.ProjectionTask}. Nobody outside Leat and its
 * testkit may use this package.
 */
@NullMarked
package dev.leat.internal;

import org.jspecify.annotations.NullMarked;
