/**
 * Chaos: faults drawn from a seed, on replica processes and a replica set of three, while events are written;
 * then a verdict. {@link dev.leat.chaos.ChaosCommand} reads the options, {@link dev.leat.chaos.ChaosRun} does one
 * run on the main thread and owns everything that is made for it, {@link dev.leat.chaos.Cleanup} takes it back.
 */
@NullMarked
package dev.leat.chaos;

import org.jspecify.annotations.NullMarked;
