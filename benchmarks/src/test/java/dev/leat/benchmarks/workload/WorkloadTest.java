package dev.leat.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.partition.Partitioning;
import dev.leat.partition.Slots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final int STREAMS = 500;

    @Test
    void next_isTheSame_forTheSameSeed() {
        assertThat(new Workload(STREAMS, 1, 7).next(2_000)).isEqualTo(new Workload(STREAMS, 1, 7).next(2_000));
        assertThat(new Workload(STREAMS, 1, 7).next(2_000)).isNotEqualTo(new Workload(STREAMS, 1, 8).next(2_000));
    }

    @Test
    void next_goesOn_whereItStopped() {
        Workload pieces = new Workload(STREAMS, 1, 7);
        List<GeneratedEvent> first = pieces.next(700);
        List<GeneratedEvent> second = pieces.next(1_300);

        List<GeneratedEvent> whole = new Workload(STREAMS, 1, 7).next(2_000);

        assertThat(first).isEqualTo(whole.subList(0, 700));
        assertThat(second).isEqualTo(whole.subList(700, 2_000));
        assertThat(pieces.generated()).isEqualTo(2_000);
    }

    @Test
    void versions_followOneAnother_inEveryStream() {
        Workload workload = new Workload(STREAMS, 1, 7);
        Map<String, Long> last = new HashMap<>();
        for (GeneratedEvent event : workload.next(1_000)) {
            assertThat(event.version()).isEqualTo(last.merge(event.stream(), 1L, Long::sum));
        }
        for (GeneratedEvent event : workload.nextEvenly(1_000)) {
            assertThat(event.version()).isEqualTo(last.merge(event.stream(), 1L, Long::sum));
        }
    }

    @Test
    void next_isSkewed_asZipfSays() {
        Map<String, Integer> counts = new HashMap<>();
        new Workload(STREAMS, 1, 7).next(100_000).forEach(event -> counts.merge(event.stream(), 1, Integer::sum));
        double harmonic = 0;
        for (int rank = 1; rank <= STREAMS; rank++) {
            harmonic += 1.0 / rank;
        }

        assertThat(counts.getOrDefault("order-00000", 0) / 100_000.0).isBetween(0.95 / harmonic, 1.05 / harmonic);
        assertThat(counts.getOrDefault("order-00009", 0) / 100_000.0).isBetween(0.08 / harmonic, 0.12 / harmonic);
    }

    @Test
    void nextEvenly_touchesEveryPartition_inEachRound() {
        Partitioning partitioning = new Partitioning(Partitioning.DEFAULT_COUNT);
        Workload workload = new Workload(500, 1.0, 1);

        for (int round = 0; round < 100; round++) {
            assertThat(workload.nextEvenly(partitioning.count()))
                    .extracting(event -> partitioning.partitionOf(Slots.of(event.stream())))
                    .doesNotHaveDuplicates();
        }
    }
}
