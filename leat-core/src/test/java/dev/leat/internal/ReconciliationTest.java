package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.LeatConfig;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.internal.Reconciliation.Outcome;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.LeatListener;
import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a comparison of the event collection with the ledger finds, and how much of the ledger it reads for that. */
final class ReconciliationTest {

    private static final int EVENTS = 4_000;
    private static final int CHUNK = 50;

    private final ReconciledStores stores = new ReconciledStores();

    @Test
    void collectionInTheLedgersOrder_isFound_withoutReadingTheLedgerForEachChunk() {
        append(ids(1, EVENTS));
        stores.collection.addAll(ids(1, EVENTS));

        Reconciliation reconciliation = reconcile();

        assertThat(reconciliation.found()).isEqualTo(EVENTS);
        assertThat(reconciliation.added()).isZero();
        // Anew for each of the 80 chunks would be 160,000 and more.
        assertThat(stores.entriesRead).isLessThan(8 * EVENTS);
    }

    @Test
    void collectionInAnyOrder_isFound_andNothingIsAddedTwice() {
        append(ids(1, EVENTS));
        stores.collection.addAll(ids(1, EVENTS));
        Collections.rotate(stores.collection, EVENTS / 3);
        Collections.reverse(stores.collection.subList(100, 900));

        Reconciliation reconciliation = reconcile();

        assertThat(reconciliation.found()).isEqualTo(EVENTS);
        assertThat(stores.ledgerIds()).isEqualTo(ids(1, EVENTS));
    }

    @Test
    void eventsThatTheLedgerLacks_areAddedOnce_whereverTheyLie() {
        List<Pointer> known = ids(1, EVENTS);
        known.removeIf(pointer ->
                (long) pointer.id().value() % 70 == 0 || (long) pointer.id().value() > EVENTS - 10);
        append(known);
        stores.collection.addAll(ids(1, EVENTS));

        Reconciliation reconciliation = reconcile();

        assertThat(reconciliation.found()).isEqualTo(known.size());
        assertThat(reconciliation.added()).isEqualTo(EVENTS - known.size());
        assertThat(stores.ledgerIds()).containsExactlyInAnyOrderElementsOf(ids(1, EVENTS));
    }

    private static List<Pointer> ids(long first, long last) {
        return new ArrayList<>(LongStream.rangeClosed(first, last)
                .mapToObj(id -> new Pointer(EventId.of(id), 0))
                .toList());
    }

    /** One pointer an entry, so that a read of the ledger is small beside it. */
    private void append(List<Pointer> pointers) {
        for (Pointer pointer : pointers) {
            Position first = Position.of(stores.entries.size() + 1L);
            stores.entries.add(new Entry(first, List.of(pointer), null, ClusterTime.ZERO));
        }
    }

    private Reconciliation reconcile() {
        LeatConfig config =
                LeatConfig.DEFAULTS.withTailer(new TailerLimits(1, Duration.ZERO, Duration.ofSeconds(5), CHUNK));
        ReplicaContext context =
                new ReplicaContext(ReplicaId.start("a"), stores, config, new LeatListener() {}, Ticker.system());
        Reconciliation reconciliation = new Reconciliation(context, ReconciledStores.SOURCE, -1);
        Outcome outcome = reconciliation.step();
        while (outcome == Outcome.WORKING) {
            outcome = reconciliation.step();
        }
        assertThat(outcome).isEqualTo(Outcome.COMPLETE);
        return reconciliation;
    }
}
