package dev.leat.mongodb;

import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A full entry of the ledger, packed by the tailer and unpacked by each replica; the time is that of a pointer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EntryCodecBenchmark {

    private static final int POINTERS = 2_000;
    private static final int SLOTS = 1_024;
    private static final int SECONDS = 1_767_225_600;

    private List<Pointer> pointers = IntStream.range(0, POINTERS)
            .mapToObj(i -> new Pointer(EventId.of(new ObjectId(SECONDS, i)), i * 37 % SLOTS))
            .toList();
    private byte[] packed = EntryCodec.pack(pointers);

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public byte[] pack() {
        return EntryCodec.pack(pointers);
    }

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public List<Pointer> unpack() {
        return EntryCodec.unpack(packed, POINTERS);
    }
}
