/**
 * The deterministic simulation: whole replicas on one thread, over a store in memory, in simulated time; one seed
 * decides everything. Start with {@link dev.leat.testkit.simulation.Simulation}.
 *
 * <pre>
 *  Simulation ─► Cluster ─► SimulatedReplica ─► SimulatedTask ─► a task of the engine
 *   disasters     who steps     crash, freeze      sleep, wake          │ one call
 *                                                                       ▼
 *             Truth ◄── Server (Mutant) ◄──────────────────────────── Network
 *             invariants   the store in memory                        lost, late, twice
 * </pre>
 *
 * {@code Chance} owns the randomness, {@code SimulatedTime} the clock and the agenda, {@code Scenario} events,
 * projections and which of them fail, {@code Network} the faults of calls, {@code Cluster} the replicas, {@code Truth}
 * what must be true, {@code Tally} counts what happened. A {@code Mutation} breaks one promise of the store, by the {@code
 * Mutant} of its part; a {@code Campaign} runs many seeds. The engine runs as it is: it has no hooks for any of this.
 */
@NullMarked
package dev.leat.testkit.simulation;

import org.jspecify.annotations.NullMarked;
