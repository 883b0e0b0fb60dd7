/**
 * The long run: every process is looked at every ten seconds, on the thread of {@link dev.leat.chaos.soak.Sampler}, and
 * {@link dev.leat.chaos.soak.Flatness} decides in the end whether anything grows.
 */
@NullMarked
package dev.leat.chaos.soak;

import org.jspecify.annotations.NullMarked;
