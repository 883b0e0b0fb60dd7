package dev.leat.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How all benchmarks here are run: the average time of one event, pointer, text or document, in a fresh JVM.
 *
 * <p>Each benchmark has a counterpart, whose name ends with {@value #PLAINLY}: the same outcome by what the JDK or the
 * driver has, without Leat. The time of one means little; its ratio to the counterpart's, of the same run, is told.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public abstract class SingleStep {

    /** The end of the name of a counterpart. */
    public static final String PLAINLY = "Plainly";
}
