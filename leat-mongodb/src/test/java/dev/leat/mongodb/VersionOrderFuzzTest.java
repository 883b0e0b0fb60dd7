package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever versions events have, none is lost, none comes twice, and those held back come in order. */
class VersionOrderFuzzTest {

    private static final int MAX_EVENTS = 60;

    @FuzzTest
    void take(FuzzedDataProvider data) {
        VersionOrder order = new VersionOrder();
        List<Pointer> given = new ArrayList<>();
        Map<EventId, Long> versions = new HashMap<>();
        Map<EventId, String> streams = new HashMap<>();
        List<Pointer> out = new ArrayList<>();
        for (int i = 0; i < MAX_EVENTS && data.remainingBytes() > 0; i++) {
            String stream = data.consumeBoolean() ? "a" : "b";
            long version = data.consumeBoolean() ? data.consumeInt(-1, 9) : data.consumeLong();
            Pointer pointer = new Pointer(EventId.of(i), 1);
            given.add(pointer);
            versions.put(pointer.id(), version);
            streams.put(pointer.id(), stream);
            order.take(stream, version, pointer, out);
        }
        int passed = out.size();
        order.flush(out);
        assertThat(out).containsExactlyInAnyOrderElementsOf(given);
        for (String stream : List.of("a", "b")) {
            assertThat(out.subList(passed, out.size()).stream()
                            .map(Pointer::id)
                            .filter(id -> stream.equals(streams.get(id)))
                            .map(versions::get))
                    .isSorted();
        }
    }
}
