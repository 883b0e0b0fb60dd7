/**
 * What goes wrong, and the proof that it did. {@link dev.leat.chaos.fault.FaultPlan} draws faults from the seed;
 * each {@link dev.leat.chaos.fault.Fault} strikes on the main thread, heals what it broke, and tells by {@link
 * dev.leat.chaos.fault.Evidence} whether it took effect. State that outlives a fault belongs to the {@link
 * dev.leat.chaos.fault.Arena}.
 */
@NullMarked
package dev.leat.chaos.fault;

import org.jspecify.annotations.NullMarked;
