package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.LeatConfig;
import dev.leat.internal.Replica;
import dev.leat.internal.ReplicaContext;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.observe.LoggingListener;
import dev.leat.projection.Projection;
import dev.leat.route.LedgerRoute;
import dev.leat.time.Ticker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wake-up that reaches nobody costs time and no event, so no other test would notice. */
final class WakeupDeliveryTest {

    private static final SourceId OTHERS = SourceId.of("others");

    private final Projection<String> projection = Projection.named("words")
            .into("words", String.class)
            .startingWith("")
            .on(String.class, (document, data, event) -> data)
            .build();
    private final Replica replica = new Replica(
            new ReplicaContext(
                    ReplicaId.start("r"),
                    new InMemoryStores(InstantSource.system()),
                    LeatConfig.DEFAULTS,
                    new LoggingListener(),
                    Ticker.system()),
            List.of(projection),
            Map.of(projection.id(), SourceId.DEFAULT),
            new LedgerRoute());
    private final List<String> woken = new ArrayList<>();

    WakeupDeliveryTest() {
        replica.tasks().forEach(task -> task.onWake(() -> woken.add(task.name())));
    }

    @Test
    void ledgerThatGrew_wakesTheProjectionsOfItsSource() {
        replica.deliver(new Wakeup.LedgerGrew(OTHERS));
        assertThat(woken).isEmpty();
        replica.deliver(new Wakeup.LedgerGrew(SourceId.DEFAULT));
        assertThat(woken).containsExactly("projection words:1");
    }

    @Test
    void controlThatChanged_wakesTheMember() {
        replica.deliver(new Wakeup.ControlChanged());
        assertThat(woken).containsExactly("member");
    }
}
