package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.popLast;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.Event;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.TailerLimits;
import dev.leat.mongodb.Fixtures.Account;
import dev.leat.mongodb.Fixtures.PaymentReceived;
import dev.leat.partition.Slots;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.CheckReport;
import dev.leat.verify.Finding;
import dev.leat.verify.Finding.Kind;
import dev.leat.verify.HistoryChecker;
import dev.leat.verify.HistoryWatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Damage done to a real database by hand, after a replica has settled it, is found. Streams {@code s-0} to {@code s-3}
 * have four events each; the second of {@code bad} fails, so the key is parked with two events.
 */
@RealMongo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryCheckerIT {

    private static final TailerLimits SMALL_ENTRIES = new TailerLimits(
            4, TailerLimits.DEFAULT_POLL_WAIT, TailerLimits.DEFAULT_COVER_INTERVAL, TailerLimits.DEFAULT_SCAN_CHUNK);
    private static final LeatConfig CONFIG = Deployment.QUICK.withTailer(SMALL_ENTRIES);
    private static final int EVENTS = 19;

    private final Settled settled = new Settled();
    private final List<Projection<?>> projections = List.of(accounts(), Fixtures.turnover());
    private Deployment deployment;
    private LeatMongo stores;

    private static Projection<Account> accounts() {
        return Projection.named("accounts")
                .into("accounts", Account.class)
                .partitions(8)
                .startingWith(Account.EMPTY)
                .on(PaymentReceived.class, (account, payment, event) -> take(account, payment, event))
                .build();
    }

    private static Account take(Account account, PaymentReceived payment, Event event) {
        if (event.stream().value().equals("bad") && event.version() == 2) {
            throw new IllegalStateException("cannot take version 2");
        }
        return account.plus(event, payment.amount());
    }

    @BeforeAll
    void settle(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores();
        EventStore store = stores.eventStore();
        try (Leat leat = deployment.replica("settler", CONFIG, accounts(), Fixtures.turnover())) {
            for (int i = 0; i < 16; i++) {
                Fixtures.append(store, "s-" + i % 4, Fixtures.payment("EUR", "1.5"));
            }
            for (int i = 0; i < 3; i++) {
                Fixtures.append(store, "bad", Fixtures.payment("USD", "1"));
            }
            Deployment.eventually(() -> assertThat(deployment
                            .leatDatabase()
                            .getCollection("parkedEvents")
                            .countDocuments())
                    .isEqualTo(2));
            Deployment.eventually(
                    () -> assertThat(leat.status().projections()).allMatch(projection -> projection.lagEvents() == 0));
        }
        settled.add(deployment.database());
        settled.add(deployment.leatDatabase());
    }

    @AfterAll
    void close() {
        deployment.close();
    }

    @BeforeEach
    void restore() {
        settled.restore();
    }

    private CheckReport check() {
        return HistoryChecker.of(stores, projections).check();
    }

    private MongoCollection<Document> accountsStored() {
        return deployment.database().getCollection("accounts");
    }

    private MongoCollection<Document> leat(String collection) {
        return deployment.leatDatabase().getCollection(collection);
    }

    private static Finding first(CheckReport report, Kind kind) {
        assertThat(report.counts()).as("%s", report.findings()).containsKey(kind);
        return report.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static Finding only(CheckReport report, Kind kind) {
        assertThat(report.counts().keySet()).as("%s", report.findings()).containsExactly(kind);
        return first(report, kind);
    }

    /** Rewrites an entry's pointers. */
    private void rewrite(Entry entry, List<Pointer> pointers) {
        leat("ledger.events")
                .updateOne(
                        eq("_id", entry.first().value()),
                        combine(set("n", pointers.size()), set("p", new BsonBinary(EntryCodec.pack(pointers)))));
    }

    private Entry entryOf(long position) {
        return stores.ledger()
                .read(SourceId.DEFAULT, Position.of(position - 1), 1)
                .getFirst();
    }

    @Test
    void settledHistory_isClean() {
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notJudged()).isEmpty();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.waiting()).isZero();
        assertThat(report.queued()).isEqualTo(2);
        assertThat(report.documents()).as("5 accounts, 2 currencies").isEqualTo(7);
        assertThat(report.applied()).isEqualTo(17 + EVENTS);
    }

    @Test
    void settledHistory_isClean_inPasses() {
        CheckReport report =
                HistoryChecker.of(stores, projections).eventsPerPass(3).check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.documents()).isEqualTo(7);
        assertThat(report.applied()).isEqualTo(17 + EVENTS);
    }

    @Test
    void events_areWaiting_whenNoTailerIsAtWork() {
        Fixtures.append(stores.eventStore(), "late", Fixtures.payment("EUR", "1"));
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.waiting()).isEqualTo(1);
    }

    @Test
    void events_areNotJudged_whileABackfillIsUnderWay() {
        Fixtures.append(stores.eventStore(), "late", Fixtures.payment("EUR", "1"));
        BsonTimestamp later = new BsonTimestamp(Integer.MAX_VALUE, 0);
        leat("ledger.events")
                .updateOne(eq("_id", entryOf(EVENTS).first().value()), combine(unset("t"), set("c", later)));
        leat("coverage").deleteOne(eq("_id", "events"));
        CheckReport report = check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.notJudged()).singleElement().asString().contains("1 events of events");
    }

    @Test
    void entryThatIsDeleted_isFound() {
        leat("ledger.events").deleteOne(eq("_id", entryOf(1).first().value()));
        CheckReport report = check();
        assertThat(first(report, Kind.GAP_IN_LEDGER).detail()).contains("1 is the next position");
        assertThat(report.counts()).containsKey(Kind.EVENT_NOT_IN_LEDGER);
        assertThat(report.notJudged()).anyMatch(line -> line.contains("not whole"));
    }

    @Test
    void lastEntryThatIsDeleted_isFound() {
        leat("ledger.events").deleteOne(eq("_id", entryOf(EVENTS).first().value()));
        assertThat(first(check(), Kind.IMPOSSIBLE_CHECKPOINT).detail()).contains("lies behind the ledger's end");
    }

    @Test
    void pointerThatIsWrittenOverByAnother_isFound() {
        Pointer lost = pointerAt(6);
        replace(6, pointerAt(1));
        CheckReport report = check();
        assertThat(first(report, Kind.EVENT_TWICE_IN_LEDGER).subject()).isEqualTo("events 6");
        assertThat(first(report, Kind.EVENT_NOT_IN_LEDGER).detail())
                .contains(lost.id().toString());
    }

    @Test
    void pointersThatAreSwapped_areFound() {
        List<Long> positions = positionsOf("s-0");
        Pointer early = pointerAt(positions.getFirst());
        Pointer late = pointerAt(positions.getLast());
        replace(positions.getFirst(), late);
        replace(positions.getLast(), early);
        CheckReport report = check();
        assertThat(first(report, Kind.STREAM_OUT_OF_ORDER).detail()).contains("follows version");
        assertThat(report.counts()).containsKey(Kind.EVENTS_OUT_OF_ORDER);
    }

    private List<Long> positionsOf(String stream) {
        return LongStream.rangeClosed(1, EVENTS)
                .filter(position -> pointerAt(position).slot() == Slots.of(stream))
                .boxed()
                .toList();
    }

    private Pointer pointerAt(long position) {
        Entry entry = entryOf(position);
        return entry.pointers().get((int) Position.of(position).since(entry.first()));
    }

    private void replace(long position, Pointer pointer) {
        Entry entry = entryOf(position);
        List<Pointer> pointers = new ArrayList<>(entry.pointers());
        pointers.set((int) Position.of(position).since(entry.first()), pointer);
        rewrite(entry, pointers);
    }

    @Test
    void foreignSlot_isFound() {
        Pointer pointer = pointerAt(1);
        replace(1, new Pointer(pointer.id(), (pointer.slot() + Slots.COUNT / 2) % Slots.COUNT));
        assertThat(only(check(), Kind.WRONG_SLOT).subject()).isEqualTo("events 1");
    }

    @Test
    void entryThatIsDamaged_isFound() {
        leat("ledger.events").updateOne(eq("_id", 1L), set("p", new BsonBinary(new byte[] {1, 2, 3})));
        assertThat(first(check(), Kind.DAMAGED_ENTRY).subject()).isEqualTo("events 1");
    }

    @Test
    void eventThatIsDeleted_isFound() {
        deployment.database().getCollection("events").deleteOne(and(eq("stream", "s-1"), eq("version", 4L)));
        Finding found = first(check(), Kind.EVENT_SKIPPED);
        assertThat(found.detail()).contains("not parked");
    }

    @Test
    void fieldThatIsChanged_isFound() {
        accountsStored().updateOne(eq("_id", "s-0"), set("total", new Decimal128(new BigDecimal("7.0"))));
        Finding found = only(check(), Kind.DOCUMENT_DIFFERS);
        assertThat(found.subject()).isEqualTo("accounts:1 s-0");
        assertThat(found.detail()).contains("total");
    }

    @Test
    void documentThatIsDeleted_isFound() {
        accountsStored().deleteOne(eq("_id", "s-0"));
        assertThat(only(check(), Kind.DOCUMENT_MISSING).subject()).isEqualTo("accounts:1 s-0");
    }

    @Test
    void documentThatIsAdded_isFound() {
        accountsStored().insertOne(new Document("_id", "stranger"));
        accountsStored().insertOne(new Document("_id", new ObjectId()));
        CheckReport report = check();
        only(report, Kind.DOCUMENT_UNEXPLAINED);
        assertThat(report.counts()).containsEntry(Kind.DOCUMENT_UNEXPLAINED, 2L);
    }

    @Test
    void eventThatADocumentLost_isFound() {
        accountsStored().updateOne(eq("_id", "s-0"), popLast("versions"));
        assertThat(only(check(), Kind.EVENT_LOST).detail()).contains("versions lacks");
    }

    @Test
    void eventThatADocumentTookTwice_isFound() {
        accountsStored().updateOne(eq("_id", "s-0"), push("versions", 4L));
        assertThat(only(check(), Kind.EVENT_TWICE).detail()).contains("versions has");
    }

    @Test
    void eventsThatADocumentTookInAnotherOrder_areFound() {
        List<Long> versions = new ArrayList<>(List.of(1L, 2L, 3L, 4L));
        Collections.reverse(versions);
        accountsStored().updateOne(eq("_id", "s-0"), set("versions", versions));
        only(check(), Kind.EVENTS_OUT_OF_ORDER);
    }

    @Test
    void checkpointThatIsLowered_isFound() {
        Document partition = partitionWithEvents();
        leat("partitions").updateOne(eq("_id", partition.getString("_id")), set("position", 0L));
        CheckReport report = check();
        first(report, Kind.DOCUMENT_UNEXPLAINED);
        assertThat(first(report, Kind.IMPOSSIBLE_CHECKPOINT).subject()).isEqualTo(partition.getString("_id"));
    }

    private Document partitionWithEvents() {
        return Objects.requireNonNull(leat("partitions")
                .find(and(eq("projection", "turnover:1"), gt("events", 0L)))
                .sort(ascending("_id"))
                .first());
    }

    @Test
    void checkpointAheadOfTheLedger_isFound() {
        String partition = partitionWithEvents().getString("_id");
        leat("partitions").updateOne(eq("_id", partition), set("position", 1_000L));
        Finding found = only(check(), Kind.IMPOSSIBLE_CHECKPOINT);
        assertThat(found.subject()).isEqualTo(partition);
        assertThat(found.detail()).contains("checkpoint 1000 lies behind the ledger's end, " + EVENTS);
    }

    @Test
    void counterThatIsChanged_isFound() {
        String partition = partitionWithEvents().getString("_id");
        leat("partitions").updateOne(eq("_id", partition), inc("events", 1L));
        assertThat(only(check(), Kind.IMPOSSIBLE_CHECKPOINT).detail()).contains("by its counter");
    }

    @Test
    void partitionThatIsMissing_isFound() {
        leat("partitions").deleteOne(eq("_id", "turnover:1/2"));
        CheckReport report = check();
        assertThat(only(report, Kind.IMPOSSIBLE_CHECKPOINT).subject()).isEqualTo("turnover:1/2");
        assertThat(report.notJudged()).singleElement().asString().contains("turnover");
    }

    @Test
    void parkedKeyThatIsDeleted_isFound() {
        leat("parked").deleteOne(eq("key", "bad"));
        assertThat(first(check(), Kind.BROKEN_QUEUE).detail()).contains("not parked");
    }

    @Test
    void parkedEventThatIsLost_isFound() {
        leat("parkedEvents").deleteOne(eq("_id", queued(ascending("position"))));
        assertThat(first(check(), Kind.EVENT_SKIPPED).detail())
                .contains("bad#2")
                .contains("cannot take version 2");
    }

    @Test
    void queuedEventThatIsLost_isFound() {
        leat("parkedEvents").deleteOne(eq("_id", queued(descending("position"))));
        CheckReport report = check();
        assertThat(first(report, Kind.EVENT_LOST).subject()).isEqualTo("accounts:1 bad");
    }

    private String queued(Bson order) {
        return Objects.requireNonNull(leat("parkedEvents").find().sort(order).first())
                .getString("_id");
    }

    @Test
    void epochOrRoleThatIsLowered_isFound_byTheWatch() {
        HistoryWatch watch = HistoryWatch.of(stores);
        assertThat(watch.look()).isEmpty();
        assertThat(watch.look()).isEmpty();
        leat("partitions").updateOne(eq("_id", "turnover:1/2"), inc("epoch", -1L));
        leat("control").updateOne(eq("_id", "tailer:events"), inc("epoch", -1L));
        assertThat(watch.look())
                .extracting(Finding::kind, Finding::subject)
                .containsExactlyInAnyOrder(
                        tuple(Kind.HISTORY_WENT_BACK, "turnover:1/2"),
                        tuple(Kind.HISTORY_WENT_BACK, "role tailer:events"));
    }

    @Test
    void documents_areNotJudged_withoutDefinitions() {
        accountsStored().deleteOne(eq("_id", "s-0"));
        CheckReport report = HistoryChecker.of(stores, List.of()).check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.notJudged()).hasSize(2);
    }

    /** The ledger of the tests: several entries, so that one can be missing. */
    @Test
    void ledger_hasSeveralEntries() {
        assertThat(leat("ledger.events").countDocuments()).isGreaterThan(3);
        assertThat(deployment
                        .leatDatabase()
                        .getCollection("ledger.events", BsonDocument.class)
                        .countDocuments())
                .isLessThan(EVENTS);
    }
}
