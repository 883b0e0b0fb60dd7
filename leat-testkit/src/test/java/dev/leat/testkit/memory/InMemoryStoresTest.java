package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.Leat;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InMemoryStoresTest {

    private static final EventType ADDED = EventType.of("Added");
    private static final StreamId CART = StreamId.of("cart-1");

    record Total(int sum) {}

    @Test
    void leat_runsInAUnitTest_withoutAServer() {
        InMemoryStores stores = new InMemoryStores(InstantSource.system());
        InMemoryEvents events = stores.events(SourceId.of("events"));
        events.append(CART, ExpectedVersion.noStream(), List.of(NewEvent.of(ADDED, 5)));
        Projection<Total> totals = Projection.named("totals")
                .into("totals", Total.class)
                .startingWith(new Total(0))
                .on(ADDED, (total, data, event) -> new Total(total.sum() + (Integer) data))
                .build();
        try (Leat leat =
                Leat.builder(stores).exactlyOnce(totals).replicaName("test").build()) {
            leat.start();
            events.append(CART, ExpectedVersion.exactly(1), List.of(NewEvent.of(ADDED, 7)));
            await().untilAsserted(() ->
                    assertThat(stores.documents("totals")).isEqualTo(Map.of(Key.of("cart-1"), new Total(12))));
        }
        assertThat(stores.leases().ownerships(totals.id())).allMatch(ownership -> ownership.owner() == null);
    }

    @Test
    void document_isEmpty_forAKeyWithoutOne() {
        InMemoryStores stores = new InMemoryStores(InstantSource.system());
        assertThat(stores.document("totals", Key.of("cart-1"))).isEqualTo(Optional.empty());
    }
}
