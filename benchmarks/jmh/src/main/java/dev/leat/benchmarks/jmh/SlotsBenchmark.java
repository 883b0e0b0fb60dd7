package dev.leat.benchmarks.jmh;

import dev.leat.partition.Slots;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The slot of a stream id, for each event in the tailer and in each replica; plainly, by the JDK's hash of the same bytes,
 * which spreads ids that are alike less well.
 */
public class SlotsBenchmark extends SingleStep {

    private String ten = "order-1234";
    private String forty = "order-1234/customer-5678/warehouse-90123";

    @Benchmark
    public int ofTenCharacters() {
        return Slots.of(ten);
    }

    @Benchmark
    public int ofTenCharactersPlainly() {
        return plainly(ten);
    }

    @Benchmark
    public int ofFortyCharacters() {
        return Slots.of(forty);
    }

    @Benchmark
    public int ofFortyCharactersPlainly() {
        return plainly(forty);
    }

    private static int plainly(String text) {
        return Arrays.hashCode(text.getBytes(StandardCharsets.UTF_8)) & (Slots.COUNT - 1);
    }
}
