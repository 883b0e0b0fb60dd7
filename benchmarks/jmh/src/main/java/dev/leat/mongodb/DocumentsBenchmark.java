package dev.leat.mongodb;

import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.projection.Key;
import java.util.concurrent.TimeUnit;
import org.bson.RawBsonDocument;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A document of a read model, made into what is written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DocumentsBenchmark {

    private Documents documents = new Documents(EventTypes.builder().build().codecs());
    private Key key = Key.of("order-7");
    private StreamTotals totals = new StreamTotals(10, 12_990, 4_711, 123_456_789);

    @Benchmark
    public RawBsonDocument encode() {
        return documents.encode(key, totals);
    }
}
