/** Results of benchmarks as charts. Start at {@link dev.leat.benchmarks.plot.PlotCommand}. */
@NullMarked
package dev.leat.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
