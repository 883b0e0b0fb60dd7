/**
 * Replicas as processes. {@link dev.leat.chaos.replica.ReplicaCommand} is what runs inside one: Leat over stores
 * with an {@link dev.leat.chaos.replica.Ambush} in them. {@link dev.leat.chaos.replica.Fleet} is the hold on all
 * of them; it owns the processes, one daemon thread each reads what they tell. They exchange lines: {@link
 * dev.leat.chaos.replica.Order} one way, {@link dev.leat.chaos.replica.Report} the other.
 */
@NullMarked
package dev.leat.chaos.replica;

import org.jspecify.annotations.NullMarked;
