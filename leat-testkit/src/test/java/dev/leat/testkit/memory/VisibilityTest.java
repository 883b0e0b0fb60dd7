package dev.leat.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.failure.LeatException;
import dev.leat.ledger.SourceId;
import dev.leat.observe.Visibility;
import dev.leat.park.RetryLimits;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Read your writes, on whichever replica. */
final class VisibilityTest {

    private static final EventType ADDED = EventType.of("Added");
    private static final EventType NOTED = EventType.of("Noted");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int POISON = 13;

    private final InMemoryStores stores = new InMemoryStores(InstantSource.system());
    private final InMemoryEvents events = stores.events(SourceId.of("events"));
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Leat> replicas = new ArrayList<>();
    private boolean gated;

    record Total(int sum) {}

    private Projection<Total> totals() {
        return Projection.named("totals")
                .into("totals", Total.class)
                .startingWith(new Total(0))
                .on(ADDED, (total, data, event) -> add(total, (Integer) data))
                .build();
    }

    private Total add(Total total, int number) throws InterruptedException {
        if (number == POISON) {
            throw new IllegalStateException("poison");
        }
        if (gated) {
            gate.await();
        }
        return new Total(total.sum() + number);
    }

    private Projection<Total> parities() {
        return Projection.named("parities")
                .into("parities", Total.class)
                .keyedByAll(event ->
                        event.data() instanceof Integer number ? List.of(Key.of("p" + number % 2)) : List.<Key>of())
                .startingWith(new Total(0))
                .on(ADDED, (total, data, event) -> new Total(total.sum() + (Integer) data))
                .build();
    }

    private Leat replica(String name) {
        LeatConfig quick = LeatConfig.DEFAULTS.withRetry(
                new RetryLimits(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), 100));
        Leat leat = Leat.builder(stores)
                .exactlyOnce(totals())
                .exactlyOnce(parities())
                .replicaName(name)
                .config(quick)
                .build();
        leat.start();
        replicas.add(leat);
        return leat;
    }

    @AfterEach
    void close() {
        gate.countDown();
        replicas.forEach(Leat::close);
    }

    private Receipt append(String stream, EventType type, Object... data) {
        List<NewEvent> appended = new ArrayList<>();
        for (Object each : data) {
            appended.add(NewEvent.of(type, each));
        }
        return events.append(StreamId.of(stream), ExpectedVersion.any(), appended)
                .orThrow()
                .receipt();
    }

    private static Visibility await(Leat leat, Receipt receipt, String projection, Duration timeout) throws Exception {
        return leat.awaitVisible(receipt, new ProjectionId(projection, 1), timeout);
    }

    @Test
    void readModelShowsAnAppend_whenItsReceiptIsVisible_onEachReplica() throws Exception {
        List<Leat> both = List.of(replica("r1"), replica("r2"));
        int sum = 0;
        for (int i = 1; i <= 10; i++) {
            Receipt receipt = append("s", ADDED, 2 * i, 2 * i);
            sum += 4 * i;
            for (Leat leat : both) {
                assertThat(await(leat, Receipt.parse(receipt.toText()), "totals", PATIENCE))
                        .isEqualTo(Visibility.VISIBLE);
                assertThat(await(leat, receipt, "parities", PATIENCE)).isEqualTo(Visibility.VISIBLE);
            }
            assertThat(stores.document("totals", Key.of("s"))).contains(new Total(sum));
            assertThat(stores.document("parities", Key.of("p0"))).contains(new Total(sum));
        }
    }

    @Test
    void eventsThatAProjectionDoesNotFold_areNotWaitedFor() throws Exception {
        gated = true;
        Leat leat = replica("r1");
        append("s", ADDED, 1);
        assertThat(await(leat, append("s", NOTED, "text"), "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void wait_endsWhenItsTimeIsOver_andAnotherOneSeesItLater() throws Exception {
        gated = true;
        Leat leat = replica("r1");
        Receipt receipt = append("s", ADDED, 1);
        assertThat(await(leat, receipt, "totals", SHORT)).isEqualTo(Visibility.TIMED_OUT);
        gate.countDown();
        assertThat(await(leat, receipt, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void parkedKey_isTold_alsoForEventsThatQueueBehind_andNotForThoseBefore() throws Exception {
        Leat leat = replica("r1");
        Receipt before = append("s", ADDED, 1);
        Receipt poison = append("s", ADDED, POISON);
        Receipt behind = append("s", ADDED, 2);
        assertThat(await(leat, behind, "totals", PATIENCE)).isEqualTo(Visibility.PARKED);
        assertThat(await(leat, poison, "totals", PATIENCE)).isEqualTo(Visibility.PARKED);
        assertThat(await(leat, before, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
        assertThat(await(leat, behind, "parities", PATIENCE)).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void repeatedAppend_hasAReceiptThatIsVisible() throws Exception {
        Leat leat = replica("r1");
        NewEvent once = NewEvent.of(ADDED, 5).withId(EventId.of("once"));
        events.append(StreamId.of("s"), ExpectedVersion.any(), List.of(once));
        Receipt again = events.append(StreamId.of("s"), ExpectedVersion.any(), List.of(once))
                .orThrow()
                .receipt();
        assertThat(again.notBefore()).isEqualTo(Receipt.UNKNOWN);
        assertThat(await(leat, again, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
        assertThat(stores.document("totals", Key.of("s"))).contains(new Total(5));
    }

    @Test
    void receiptThatSomebodyMadeUp_isNotLookedForInTheWholeLedger() throws Exception {
        Leat leat = replica("r1");
        Receipt real = append("s", ADDED, 1);
        assertThat(await(leat, real, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
        Receipt huge = new Receipt("events", real.stream(), real.lastEvent(), Integer.MAX_VALUE, real.notBefore(), 1);
        Receipt old = new Receipt("events", real.stream(), "is not there", 1, 1, 1);
        assertThat(await(leat, huge, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
        assertThat(await(leat, old, "totals", PATIENCE)).isEqualTo(Visibility.VISIBLE);
    }

    @Test
    void wait_isRefused_forOtherProjections_andOtherSources() {
        Leat leat = replica("r1");
        Receipt receipt = append("s", ADDED, 1);
        assertThatThrownBy(() -> await(leat, receipt, "others", SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not have projection others");
        Receipt foreign = stores.events(SourceId.of("orders"))
                .append(StreamId.of("s"), ExpectedVersion.any(), List.of(NewEvent.of(ADDED, 1)))
                .orThrow()
                .receipt();
        assertThatThrownBy(() -> await(leat, foreign, "totals", SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source orders");
    }

    @Test
    void closedReplica_tellsThoseWhoWait_andThoseWhoCome() {
        Leat leat = replica("r1");
        Receipt real = append("s", ADDED, 1);
        Receipt never = new Receipt("events", StreamId.of("s"), "is not there", 1, real.notBefore(), real.notAfter());
        CompletableFuture<Visibility> waits = leat.whenVisible(never, new ProjectionId("totals", 1), PATIENCE);
        leat.close();
        assertThatThrownBy(waits::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LeatException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> await(leat, real, "totals", PATIENCE)).isInstanceOf(IllegalStateException.class);
    }
}
