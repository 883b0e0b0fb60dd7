package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {

    private static final int SEEDS = 200;

    private record Versioned(String stream, long version) {
        Pointer pointer() {
            return new Pointer(EventId.of(stream + version), 1);
        }
    }

    @Test
    void events_inOrder_passAtOnce() {
        VersionOrder order = new VersionOrder();
        List<Pointer> out = new ArrayList<>();
        for (Versioned event : events(new Random(1))) {
            int before = out.size();
            order.take(event.stream(), event.version(), event.pointer(), out);
            assertThat(out).hasSize(before + 1).endsWith(event.pointer());
        }
    }

    @Test
    void events_inAnyOrder_passInTheOrderOfTheirVersions_noneLostNoneTwice() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Versioned> events = events(random);
            List<Versioned> shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, random);
            VersionOrder order = new VersionOrder();
            List<Pointer> out = new ArrayList<>();

            shuffled.forEach(event -> order.take(event.stream(), event.version(), event.pointer(), out));

            assertThat(out)
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().map(Versioned::pointer).toList());
            for (String stream : List.of("a", "b", "c")) {
                assertThat(out.stream().filter(pointer -> pointer.id().toString().startsWith(stream)))
                        .as("seed %s", seed)
                        .containsExactlyElementsOf(events.stream()
                                .filter(event -> event.stream().equals(stream))
                                .map(Versioned::pointer)
                                .toList());
            }
        }
    }

    @Test
    void eventsBehindAGap_passInOrder_whenTheScanIsOver() {
        VersionOrder order = new VersionOrder(2);
        List<Pointer> out = new ArrayList<>();
        List<Versioned> behindAGap = List.of(new Versioned("a", 5), new Versioned("a", 3), new Versioned("a", 4));

        behindAGap.forEach(event -> order.take(event.stream(), event.version(), event.pointer(), out));

        assertThat(out).isEmpty();
        assertThat(order.isOverLimit()).isTrue();
        assertThat(order.hasPassed("a", 3)).isFalse();
        order.flush(out);
        assertThat(out).extracting(pointer -> pointer.id().toString()).containsExactly("a3", "a4", "a5");
        assertThat(order.isOverLimit()).isFalse();
    }

    private static List<Versioned> events(Random random) {
        Map<String, Long> versions = new HashMap<>();
        List<Versioned> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String stream = List.of("a", "b", "c").get(random.nextInt(3));
            events.add(new Versioned(stream, versions.merge(stream, 1L, Long::sum)));
        }
        return events;
    }
}
