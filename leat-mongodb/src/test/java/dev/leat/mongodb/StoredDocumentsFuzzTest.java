package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.lease.ControlView;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Entry;
import dev.leat.park.ParkedKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * Whatever was done to one of Leat's own documents, it is refused in words that name the field, or read as what it says.
 * The words get the document's name in front by {@link Formats}, which {@link DamagedDocumentTest} checks.
 */
class StoredDocumentsFuzzTest {

    private static final BsonDocument PARTITION = BsonDocument.parse("""
            {_id: 'balances:1/3', v: 1, projection: 'balances:1', number: 3, owner: 'pod-1~ab', epoch: NumberLong(4),
             position: NumberLong(17), commits: NumberLong(5), events: NumberLong(9), moved: {$date: '2026-01-01T00:00:00Z'}}""");
    private static final BsonDocument REPLICA = BsonDocument.parse("""
            {_id: 'pod-1~ab', kind: 'replica', v: 1, at: {$date: '2026-01-01T00:00:00Z'}, leaving: false,
             generation: NumberLong(12), projections: [{projection: 'balances:1', count: 32}, {projection: 'x:2', count: 1}],
             writers: [], age: NumberLong(120), now: {$date: '2026-01-01T00:00:01Z'}}""");
    private static final BsonDocument ROLE = BsonDocument.parse("""
            {_id: 'tailer:events', kind: 'role', v: 1, owner: 'pod-1~ab', epoch: NumberLong(3), age: null,
             now: {$date: '2026-01-01T00:00:01Z'}}""");
    private static final BsonDocument ASSIGNMENT = BsonDocument.parse("""
            {_id: 'assignment', kind: 'assignment', v: 1, version: NumberLong(3), replicas: ['pod-1~ab', 'pod-2~cd'],
             targets: [{projection: 'balances:1', partitions: [0, 1, -1], moves: [0, 2, 1]}], age: null,
             now: {$date: '2026-01-01T00:00:01Z'}}""");
    private static final BsonDocument REQUESTS = BsonDocument.parse("""
            {_id: 'park-requests', kind: 'park-requests', v: 1, requests: NumberLong(7), age: null,
             now: {$date: '2026-01-01T00:00:01Z'}}""");
    private static final BsonDocument PROJECTION = BsonDocument.parse("""
            {_id: 'balances:1', v: 1, source: 'events', collection: 'balances', partitions: 32}""");
    private static final BsonDocument PARKED = BsonDocument.parse("""
            {_id: 'balances:1/account-7', v: 1, projection: 'balances:1', partition: 'balances:1/3', key: 'account-7',
             state: 'PARKED', failedAt: NumberLong(9), error: 'no', attempts: 3, retry: false,
             request: {id: 'r-1', action: 'edit', replacement: {data: {}}, by: 'somebody', reason: 'a typing error'}}""");
    private static final BsonDocument QUEUED = BsonDocument.parse("""
            {_id: 'balances:1/account-7/9', v: 1, projection: 'balances:1', partition: 'balances:1/3', key: 'account-7',
             position: NumberLong(9), event: 'e-9'}""");
    private static final BsonDocument RULING = BsonDocument.parse("""
            {_id: 'balances:1/account-7/9', v: 1, projection: 'balances:1', partition: 'balances:1/3', key: 'account-7',
             position: NumberLong(9), event: 'e-9', at: {$date: '2026-01-02T03:04:05Z'},
             request: {id: 'r-1', action: 'discard', by: 'somebody', reason: 'no such account'}}""");
    private static final BsonDocument NOTE = BsonDocument.parse("""
            {_id: 'n', v: 1, what: 'FAILED', projection: 'balances:1', partition: 'balances:1/3', key: 'account-7',
             position: NumberLong(9), event: 'e-9', at: {$date: '2026-01-02T03:04:05Z'}, detail: 'no',
             request: {id: 'r-1', action: 'retry', by: 'somebody', reason: 'mended'}}""");
    private static final BsonDocument COVERAGE = BsonDocument.parse("""
            {_id: 'events', v: 1, last: NumberLong(7), token: {$binary: {base64: 'gmVBQUEAAAABKwQ=', subType: '00'}},
             collection: {$binary: {base64: 'ABEiM0RVZneImaq7zN3u/w==', subType: '04'}},
             coveredTo: {$timestamp: {t: 1700000000, i: 1}}}""");
    private static final BsonDocument ENTRY = BsonDocument.parse("""
            {_id: NumberLong(5), v: 1, n: 2, p: {$binary: {base64: 'AQwFAAJhYg//AQFj', subType: '00'}},
             t: {$binary: {base64: 'gmVBQUEAAAABKwQ=', subType: '00'}}, c: {$timestamp: {t: 1700000000, i: 1}}}""");

    private static final BsonDocument REPORT = BsonDocument.parse("""
            {_id: 'pod-1~ab', v: 1, at: {$date: '2026-01-01T00:00:00Z'}, version: '0.1.0', host: 'pod-1', uptime: NumberLong(9),
             sources: [{source: 'events', events: NumberLong(3), rate: 0.5}],
             projections: [{projection: 'balances:1', commits: NumberLong(2), events: NumberLong(3), rate: 0.5, halted: 0}],
             errors: [{task: 'member', ago: NumberLong(4), words: 'away'}], age: NumberLong(5)}""");

    @FuzzTest
    void report(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(REPORT, data);
        read(document, ReportDocuments::reported).ifPresent(reported -> {
            assertThat(reported.report().replica())
                    .hasToString(document.getString("_id").getValue());
            assertThat(reported.report().uptime().isNegative()).isFalse();
            assertThat(reported.age().isNegative()).isFalse();
        });
    }

    @FuzzTest
    void partition(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(PARTITION, data);
        read(document, LeaseDocuments::ownership).ifPresent(ownership -> {
            Ownership read = ownership;
            assertThat(read.partition())
                    .hasToString(document.getString("projection").getValue() + "/"
                            + document.getInt32("number").getValue());
            assertThat(read.checkpoint().value())
                    .isEqualTo(document.getInt64("position").getValue());
            assertThat(read.epoch().value()).isNotNegative();
            assertThat(read.events()).isNotNegative();
            assertThat(read.commits()).isNotNegative();
        });
    }

    @FuzzTest
    void control(FuzzedDataProvider data) {
        List<BsonDocument> documents = List.of(
                AnyBson.damaged(REPLICA, data),
                AnyBson.damaged(ROLE, data),
                AnyBson.damaged(ASSIGNMENT, data),
                AnyBson.damaged(REQUESTS, data));
        read(documents, StoredDocumentsFuzzTest::view)
                .ifPresent(view -> assertThat(view.members()).hasSizeLessThanOrEqualTo(documents.size()));
    }

    @FuzzTest
    void projection(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(PROJECTION, data);
        read(document, LeaseDocuments::registration)
                .ifPresent(registration -> assertThat(registration.projection())
                        .hasToString(document.getString("_id").getValue()));
    }

    @FuzzTest
    void parkedKey(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(PARKED, data);
        Optional<ParkedKey> parked = read(document, ParkDocuments::toKey);
        parked.ifPresent(key -> {
            assertThat(key.key()).hasToString(document.getString("key").getValue());
            assertThat(key.partition())
                    .hasToString(document.getString("partition").getValue());
        });
    }

    @FuzzTest
    void queuedEvent(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(QUEUED, data);
        read(document, ParkDocuments::toQueued)
                .ifPresent(queued -> assertThat(Ids.toBson(queued.event().id())).isEqualTo(document.get("event")));
    }

    @FuzzTest
    void ruling(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(RULING, data);
        read(document, ParkDocuments::toRuling)
                .ifPresent(ruling -> assertThat(Ids.toBson(ruling.event().id())).isEqualTo(document.get("event")));
    }

    @FuzzTest
    void auditEntry(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(NOTE, data);
        read(document, ParkDocuments::toEntry)
                .ifPresent(entry -> assertThat(entry.note().detail())
                        .isEqualTo(document.getString("detail").getValue()));
    }

    @FuzzTest
    void entry(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(ENTRY, data);
        Optional<Entry> entry = read(document, MongoLedger::toEntry);
        read(document, MongoLedger::endOfEntry);
        entry.ifPresent(read -> {
            RawBsonDocument written = MongoLedger.toDocument(read);
            assertThat(MongoLedger.toEntry(written)).isEqualTo(read);
            assertThat(written.get("p")).isEqualTo(document.get("p"));
        });
    }

    @FuzzTest
    void coverage(FuzzedDataProvider data) {
        RawBsonDocument document = AnyBson.damaged(COVERAGE, data);
        read(document, MongoLedger::coverage)
                .ifPresent(end -> assertThat(end.last().value())
                        .isEqualTo(document.getInt64("last").getValue()));
    }

    private static ControlView view(List<BsonDocument> documents) {
        ControlDocuments control = new ControlDocuments();
        documents.forEach(control::take);
        return control.view(() -> Instant.EPOCH);
    }

    private static <D, T> Optional<T> read(D document, Function<D, T> reader) {
        try {
            return Optional.of(reader.apply(document));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).endsWith(".").hasSizeBetween(20, 600);
            return Optional.empty();
        }
    }
}
