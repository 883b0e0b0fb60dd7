package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.workload.ItemAdded;
import dev.leat.event.Event;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What is timed is the work itself and no refusal. */
class SoundnessTest {

    @Test
    void eventReading_readsARecord() {
        assertThat(new EventReadingBenchmark().read())
                .isInstanceOfSatisfying(
                        Event.class,
                        event -> assertThat(event.data())
                                .isEqualTo(new ItemAdded(7, "product", "description", 2, 1299)));
    }

    @Test
    void documents_encodeTheKeyAndTheRecord() {
        assertThat(new DocumentsBenchmark().encode().getInt64("cents").getValue())
                .isEqualTo(12_990);
    }

    @Test
    void documents_areEncodedAlike_plainly() {
        DocumentsBenchmark benchmark = new DocumentsBenchmark();

        assertThat(benchmark.encodePlainly()).isEqualTo(benchmark.encode());
    }

    @Test
    void entries_areUnpackedAlike_plainly_fromTwiceTheBytes() {
        EntryCodecBenchmark benchmark = new EntryCodecBenchmark();

        assertThat(benchmark.unpackPlainly()).isEqualTo(benchmark.unpack());
        assertThat(benchmark.packPlainly()).hasSizeGreaterThan(2 * benchmark.pack().length);
    }

    @Test
    void eventReading_findsTheSameData_plainly() {
        assertThat(new EventReadingBenchmark()
                        .readPlainly()
                        .get("data", Document.class)
                        .getLong("cents"))
                .isEqualTo(1299);
    }
}
