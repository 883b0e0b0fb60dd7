package dev.leat.benchmarks.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TotalsFoldTest {

    private final Documents documents = new Documents();
    private final TotalsFold fold = new TotalsFold(documents);
    private final Workload workload = new Workload(20, 1, 7);

    @Test
    void apply_givesTheExpectedTotals_inPiecesOfAnySize() {
        for (int size = 1; size <= 40; size++) {
            fold.apply(workload.next(size));
        }

        assertThat(documents.kept.keySet()).isEqualTo(workload.expected().streams());
        documents.kept.forEach((stream, totals) ->
                assertThat(workload.expected().difference(stream, totals)).isNull());
    }

    @Test
    void apply_writesEachDocumentOnce_andLoadsOnlyUnknownOnes() {
        List<GeneratedEvent> events = workload.nextEvenly(60);
        List<GeneratedEvent> ofKnownStreams = events.subList(0, 20);

        fold.apply(events);
        fold.apply(ofKnownStreams);

        assertThat(documents.written).containsExactly(streams(events), streams(ofKnownStreams));
        assertThat(documents.loaded).containsExactly(streams(events));
    }

    @Test
    void apply_doesNothing_withoutEvents() {
        fold.apply(List.of());

        assertThat(documents.written).isEmpty();
        assertThat(documents.loaded).isEmpty();
    }

    @Test
    void forget_loadsAgain_whatAnotherConsumerWrote() {
        fold.apply(workload.nextEvenly(20));
        new TotalsFold(documents).apply(workload.nextEvenly(20));

        fold.forget();
        fold.apply(workload.nextEvenly(20));

        documents.kept.forEach((stream, totals) ->
                assertThat(workload.expected().difference(stream, totals)).isNull());
    }

    @Test
    void apply_knowsWhatItKnewBefore_afterAFailedWrite() {
        fold.apply(workload.nextEvenly(20));
        List<GeneratedEvent> events = workload.nextEvenly(20);
        documents.refuses = true;
        assertThatIllegalStateException().isThrownBy(() -> fold.apply(events));

        documents.refuses = false;
        fold.apply(events);

        documents.kept.forEach((stream, totals) ->
                assertThat(workload.expected().difference(stream, totals)).isNull());
    }

    /** At least once, as the documents say: an event that comes twice counts twice. */
    @Test
    void apply_countsAnEventAgain_thatComesAgain() {
        List<GeneratedEvent> events = workload.nextEvenly(20);

        fold.apply(events);
        fold.apply(events);

        assertThat(documents.kept.values().stream()
                        .mapToLong(StreamTotals::count)
                        .sum())
                .isEqualTo(2L * events.size());
    }

    private static int streams(List<GeneratedEvent> events) {
        return Math.toIntExact(
                events.stream().map(GeneratedEvent::stream).distinct().count());
    }

    private static final class Documents implements TotalsStore {

        private final Map<String, StreamTotals> kept = new HashMap<>();
        private final List<Integer> loaded = new ArrayList<>();
        private final List<Integer> written = new ArrayList<>();
        private boolean refuses;

        @Override
        public Map<String, StreamTotals> load(Set<String> streams) {
            loaded.add(streams.size());
            Map<String, StreamTotals> found = new HashMap<>(kept);
            found.keySet().retainAll(streams);
            return found;
        }

        @Override
        public void write(Map<String, StreamTotals> changed) {
            if (refuses) {
                throw new IllegalStateException("refused");
            }
            written.add(changed.size());
            kept.putAll(changed);
        }
    }
}
