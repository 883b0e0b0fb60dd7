package dev.leat.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedTotalsTest {

    private final Workload workload = new Workload(50, 1, 7);
    private final List<GeneratedEvent> events = workload.next(1_000);

    @Test
    void difference_isNone_forTheFoldOfAllEvents() {
        Map<String, StreamTotals> folded = fold(events);

        assertThat(workload.expected().streams()).isEqualTo(folded.keySet());
        folded.forEach((stream, totals) ->
                assertThat(workload.expected().difference(stream, totals)).isNull());
    }

    @Test
    void difference_isTold_whenAnEventIsLost() {
        GeneratedEvent last = events.getLast();
        StreamTotals totals = fold(events.subList(0, events.size() - 1)).get(last.stream());

        assertThat(workload.expected().difference(last.stream(), totals)).contains("1 events too few");
    }

    @Test
    void difference_isTold_whenAnEventCountsTwice() {
        GeneratedEvent last = events.getLast();
        StreamTotals totals =
                fold(events).getOrDefault(last.stream(), StreamTotals.NONE).plus(last.data());

        assertThat(workload.expected().difference(last.stream(), totals)).contains("1 events too many");
    }

    @Test
    void difference_isTold_whenEventsChangePlaces() {
        Workload two = new Workload(1, 1, 7);
        List<GeneratedEvent> three = two.next(3);
        StreamTotals swapped = StreamTotals.NONE
                .plus(three.get(1).data())
                .plus(three.get(0).data())
                .plus(three.get(2).data());

        assertThat(two.expected().difference(three.getFirst().stream(), swapped))
                .contains("other content");
    }

    @Test
    void difference_isTold_forDocumentsMissingAndForeign() {
        assertThat(workload.expected().difference("order-00000", null)).contains("missing");
        assertThat(workload.expected().difference("nobody", StreamTotals.NONE)).contains("should not be there");
    }

    private static Map<String, StreamTotals> fold(List<GeneratedEvent> events) {
        Map<String, StreamTotals> totals = new HashMap<>();
        for (GeneratedEvent event : events) {
            totals.put(
                    event.stream(),
                    totals.getOrDefault(event.stream(), StreamTotals.NONE).plus(event.data()));
        }
        return totals;
    }
}
