package dev.leat.benchmarks.jmh;

import dev.leat.partition.Slots;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The slot of a stream id, for each event in the tailer and in each replica. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SlotsBenchmark {

    private String ten = "order-1234";
    private String forty = "order-1234/customer-5678/warehouse-90123";

    @Benchmark
    public int ofTenCharacters() {
        return Slots.of(ten);
    }

    @Benchmark
    public int ofFortyCharacters() {
        return Slots.of(forty);
    }
}
