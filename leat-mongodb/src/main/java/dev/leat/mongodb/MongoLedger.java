package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in MongoDB: a collection per source, an entry per document, whose {@code _id} is its first position. The
 * unique index on {@code _id} is what makes a second tailer's entry fail. Thread-safe.
 */
final class MongoLedger implements Ledger {

    private static final String ID = "_id";
    private static final String COUNT = "n";
    private static final String POINTERS = "p";
    private static final String TOKEN = "t";
    private static final String COLLECTION_OF_TOKEN = "u";
    private static final String COMMITTED_AT = "c";
    private static final String LAST = "last";
    private static final String TOKEN_OF_COVERAGE = "token";
    private static final String COLLECTION_OF_COVERAGE = "collection";
    private static final String WANTED = "wanted";
    private static final String ENTRY = "entry";
    private static final String COVERED_TO = "coveredTo";

    private final MongoNames names;
    private final Sessions sessions;
    private final Arrivals arrivals;

    MongoLedger(MongoNames names, Sessions sessions, Arrivals arrivals) {
        this.names = names;
        this.sessions = sessions;
        this.arrivals = arrivals;
    }

    @Override
    public LedgerEnd end(SourceId source) {
        return Calls.call("reading the end of ledger " + source, () -> sessions.with(session -> end(session, source)));
    }

    private LedgerEnd end(ClientSession session, SourceId source) {
        LedgerEnd byEntry = names.ledger(source)
                .find(session)
                .sort(descending(ID))
                .limit(1)
                .map(Formats.reader(names.ledger(source), MongoLedger::endOfEntry)::apply)
                .first();
        LedgerEnd covered = names.coverage()
                .find(session, eq(ID, source.name()))
                .map(Formats.reader(names.coverage(), MongoLedger::coverage))
                .first();
        LedgerEnd end = byEntry == null ? new LedgerEnd(Position.START, null, ClusterTime.ZERO) : byEntry;
        return covered != null && covered.last().equals(end.last()) ? covered : end;
    }

    static LedgerEnd endOfEntry(BsonDocument entry) {
        return new LedgerEnd(lastOf(entry), tokenOf(entry), Tokens.fromBson(Stored.timestamp(entry, COMMITTED_AT)));
    }

    static LedgerEnd coverage(BsonDocument document) {
        return new LedgerEnd(
                Stored.position(document, LAST),
                Tokens.unpack(document, TOKEN_OF_COVERAGE, COLLECTION_OF_COVERAGE),
                Tokens.fromBson(Stored.timestamp(document, COVERED_TO)));
    }

    @Override
    public AppendOutcome append(SourceId source, Entry entry) {
        AppendOutcome outcome = insert(source, entry);
        if (outcome == AppendOutcome.APPENDED) {
            arrivals.stored(source, entry);
        }
        return outcome;
    }

    private AppendOutcome insert(SourceId source, Entry entry) {
        return Calls.call(
                "appending to ledger " + source,
                () -> sessions.with(session -> {
                    try {
                        names.ledger(source).insertOne(session, toDocument(entry));
                        return AppendOutcome.APPENDED;
                    } catch (MongoWriteException e) {
                        if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                            return AppendOutcome.OCCUPIED;
                        }
                        throw e;
                    }
                }));
    }

    @Override
    public void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo) {
        BsonDocument coverage = new BsonDocument(ID, new BsonString(source.name()))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(LAST, new BsonInt64(last.value()))
                .append(COVERED_TO, Tokens.toBson(coveredTo));
        Tokens.pack(token, coverage, TOKEN_OF_COVERAGE, COLLECTION_OF_COVERAGE);
        Calls.run(
                "recording the coverage of ledger " + source,
                () -> sessions.with(session -> names.coverage()
                        .replaceOne(session, eq(ID, source.name()), coverage, new ReplaceOptions().upsert(true))));
    }

    @Override
    public List<Entry> read(SourceId source, Position after, int maxEntries) {
        return Calls.call(
                "reading ledger " + source, () -> sessions.with(session -> read(session, source, after, maxEntries)));
    }

    /** Entries from one that begins at {@code first}, which is cheaper than looking where an entry begins. */
    List<Entry> readFrom(SourceId source, Position first, int maxEntries) {
        return Calls.call(
                "reading ledger " + source,
                () -> sessions.with(session -> from(session, source, first.value(), maxEntries)));
    }

    private List<Entry> read(ClientSession session, SourceId source, Position after, int maxEntries) {
        long next = after.value() + 1;
        List<Entry> entries = from(session, source, next, maxEntries);
        boolean startsInside = entries.isEmpty() || entries.getFirst().first().value() > next;
        if (startsInside && next > 1) {
            MongoCollection<RawBsonDocument> ledger = names.ledger(source);
            RawBsonDocument before = Formats.known(
                    ledger,
                    ledger.find(session, lte(ID, after.value()))
                            .sort(descending(ID))
                            .limit(1)
                            .first());
            if (before != null
                    && Formats.read(ledger, before, MongoLedger::lastOf).value() >= next) {
                entries.addFirst(Formats.read(ledger, before, MongoLedger::toEntry));
            }
        }
        return entries;
    }

    /** For all positions in one query, each by a look at the index. */
    @Override
    public Map<Position, ClusterTime> committedAt(SourceId source, Set<Position> positions) {
        BsonArray wanted = new BsonArray();
        positions.forEach(position -> wanted.add(new BsonDocument(WANTED, new BsonInt64(position.value()))));
        List<BsonDocument> found = Calls.call(
                "reading times of ledger " + source,
                () -> sessions.with(session -> names.leat()
                        .aggregate(
                                session,
                                List.of(new BsonDocument("$documents", wanted), entryOfWanted(source)),
                                BsonDocument.class)
                        .into(new ArrayList<>())));
        Map<Position, ClusterTime> times = new HashMap<>();
        found.forEach(each -> putTime(source, each, times));
        return times;
    }

    private static BsonDocument entryOfWanted(SourceId source) {
        BsonDocument stage = BsonDocument.parse("""
                {$lookup: {let: {wanted: '$wanted'}, as: 'entry', pipeline: [
                  {$match: {$expr: {$lte: ['$_id', '$$wanted']}}}, {$sort: {_id: -1}}, {$limit: 1},
                  {$project: {n: 1, c: 1, v: 1}}]}}""");
        stage.getDocument("$lookup").append("from", new BsonString(MongoNames.ledgerName(source)));
        return stage;
    }

    private void putTime(SourceId source, BsonDocument found, Map<Position, ClusterTime> times) {
        Position wanted = Stored.position(found, WANTED);
        for (BsonValue value : Stored.array(found, ENTRY)) {
            BsonDocument entry = Formats.known(names.ledger(source), Stored.document(ENTRY, value));
            if (Formats.read(names.ledger(source), entry, MongoLedger::lastOf).covers(wanted)) {
                times.put(wanted, Tokens.fromBson(Stored.timestamp(entry, COMMITTED_AT)));
            }
        }
    }

    private List<Entry> from(ClientSession session, SourceId source, long first, int maxEntries) {
        MongoCollection<RawBsonDocument> ledger = names.ledger(source);
        List<Entry> entries = new ArrayList<>();
        for (RawBsonDocument document : ledger.find(session, gte(ID, first))
                .sort(ascending(ID))
                .limit(maxEntries)
                .batchSize(maxEntries)) {
            if (!entries.isEmpty() && !Formats.isKnown(document)) {
                // What stands before it is understood, and is given; the next read meets it first.
                return entries;
            }
            entries.add(Formats.reader(ledger, MongoLedger::toEntry).apply(document));
        }
        return entries;
    }

    static RawBsonDocument toDocument(Entry entry) {
        BsonDocument document = new BsonDocument(ID, new BsonInt64(entry.first().value()))
                .append(MongoNames.V, new BsonInt32(MongoNames.FORMAT))
                .append(COUNT, new BsonInt32(entry.pointers().size()))
                .append(POINTERS, new BsonBinary(EntryCodec.pack(entry.pointers())));
        if (entry.token() != null) {
            Tokens.pack(entry.token(), document, TOKEN, COLLECTION_OF_TOKEN);
        }
        document.append(COMMITTED_AT, Tokens.toBson(entry.committedAt()));
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    static Entry toEntry(BsonDocument document) {
        return new Entry(
                Stored.position(document, ID),
                EntryCodec.unpack(Stored.bytes(document, POINTERS), Stored.int32(document, COUNT)),
                tokenOf(document),
                Tokens.fromBson(Stored.timestamp(document, COMMITTED_AT)));
    }

    static Position lastOf(BsonDocument document) {
        long first = Stored.atLeast(1, document, ID);
        int count = Stored.int32(document, COUNT);
        if (count < 1 || first > Long.MAX_VALUE - count) {
            throw new IllegalArgumentException("field " + COUNT + " must be 1 or more, of positions that there can be,"
                    + " and is " + count + " from " + first + ".");
        }
        return Position.of(first + count - 1);
    }

    private static @Nullable ResumeToken tokenOf(BsonDocument document) {
        return document.containsKey(TOKEN) ? Tokens.unpack(document, TOKEN, COLLECTION_OF_TOKEN) : null;
    }
}
