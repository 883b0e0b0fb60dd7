package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.AppendResult.VersionConflict;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.FeedItem;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.LeatException;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * An event store in one collection. A unique index on (stream, version) decides between two writers. Thread-safe.
 */
final class MongoEventStore implements EventStore {

    /** How often an append that expects any version is tried again behind faster writers. */
    private static final int MAX_RACES = 1_000;

    private static final String STREAM = "stream";
    private static final String VERSION = "version";
    private static final int DUPLICATE_KEY = 11000;
    private static final BsonDocument PING = new BsonDocument("ping", new BsonInt32(1));

    private final MongoNames names;
    private final Sessions sessions;
    private final SourceId source;
    private final EventWriting writing;
    private final EventReading reading;

    MongoEventStore(MongoNames names, Sessions sessions, SourceId source, EventWriting writing, EventReading reading) {
        this.names = names;
        this.sessions = sessions;
        this.source = source;
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public AppendResult append(StreamId stream, ExpectedVersion expected, List<NewEvent> events) {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("Nothing to append to stream " + stream + ". Give one event or more.");
        }
        List<BsonDocument> documents = writing.documents(stream, events);
        refuseDoubles(stream, documents);
        try {
            return Calls.call(
                    "appending to stream " + stream,
                    () -> sessions.with(session -> append(session, stream, expected, documents)));
        } catch (BsonMaximumSizeExceededException e) {
            throw tooLarge(stream, documents, e);
        }
    }

    private static void refuseDoubles(StreamId stream, List<BsonDocument> documents) {
        Set<BsonValue> ids = new HashSet<>();
        for (BsonDocument document : documents) {
            if (!ids.add(document.get("_id"))) {
                throw new IllegalArgumentException("Event id " + Ids.of(document) + " is twice in one append to stream "
                        + stream + ". Give each event an id of its own.");
            }
        }
    }

    private static IllegalArgumentException tooLarge(
            StreamId stream, List<BsonDocument> documents, BsonMaximumSizeExceededException e) {
        List<String> sizes = documents.stream()
                .map(document -> document.getString("type").getValue() + " "
                        + new RawBsonDocument(document, new BsonDocumentCodec())
                                .getByteBuffer()
                                .remaining()
                        + " bytes")
                .toList();
        return new IllegalArgumentException(
                "An event for stream " + stream + " is larger than MongoDB's " + PreparedCommit.MAX_DOCUMENT_BYTES
                        + " bytes: " + sizes + ". Keep large content elsewhere and refer to it.",
                e);
    }

    private AppendResult append(
            ClientSession session, StreamId stream, ExpectedVersion expected, List<BsonDocument> documents) {
        for (int race = 0; race < MAX_RACES; race++) {
            // Whether a stream is empty need not be asked: the unique index answers.
            boolean expectsEmpty = expected.equals(ExpectedVersion.noStream());
            long last = expectsEmpty ? 0 : lastVersion(session, stream);
            boolean met = expected instanceof ExpectedVersion.Any || expected.equals(ExpectedVersion.exactly(last));
            long notBefore = timeOf(session);
            if (met && insert(session, EventWriting.withVersions(documents, last))) {
                return new Appended(
                        stream,
                        last + 1,
                        last + documents.size(),
                        false,
                        receipt(session, stream, documents, notBefore));
            }
            Optional<Appended> repeated = repeated(session, stream, documents);
            if (repeated.isPresent()) {
                return repeated.get();
            }
            if (expected instanceof ExpectedVersion.Exactly) {
                return new VersionConflict(stream, expected, lastVersion(session, stream));
            }
        }
        throw new LeatException("Stream " + stream + " has so many writers that an append lost " + MAX_RACES
                + " races. Split the stream, or append with an expected version.");
    }

    /** A point in logical time that has passed. The first call of all has none and asks for it. */
    private long timeOf(ClientSession session) {
        if (session.getOperationTime() == null) {
            names.data().runCommand(session, PING);
        }
        return Objects.requireNonNull(session.getOperationTime()).getValue();
    }

    private Receipt receipt(ClientSession session, StreamId stream, List<BsonDocument> documents, long notBefore) {
        EventId last = Ids.of(documents.getLast());
        return new Receipt(source.name(), stream, last.toString(), documents.size(), notBefore, timeOf(session));
    }

    /** Inserts all or none; false when another writer has one of the versions or ids. */
    private boolean insert(ClientSession session, List<BsonDocument> documents) {
        try {
            if (documents.size() == 1) {
                names.events(source).insertOne(session, documents.getFirst());
            } else {
                session.withTransaction(() -> names.events(source).insertMany(session, documents), Sessions.MAJORITY);
            }
            return true;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                return false;
            }
            throw e;
        } catch (MongoException e) {
            if (e.getCode() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private long lastVersion(ClientSession session, StreamId stream) {
        BsonDocument last = names.events(source)
                .find(session, eq(STREAM, stream.value()))
                .projection(new BsonDocument(VERSION, new BsonInt32(1)).append("_id", new BsonInt32(0)))
                .sort(descending(VERSION))
                .limit(1)
                .first();
        return last == null ? 0 : last.getInt64(VERSION).getValue();
    }

    /** What an earlier append of the same events got; empty when none of them is there. */
    private Optional<Appended> repeated(ClientSession session, StreamId stream, List<BsonDocument> documents) {
        List<BsonValue> ids =
                documents.stream().map(document -> document.get("_id")).toList();
        List<BsonDocument> found = names.events(source)
                .find(session, in("_id", ids))
                .sort(ascending(VERSION))
                .into(new ArrayList<>());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long first = found.getFirst().getInt64(VERSION).getValue();
        boolean same = found.size() == ids.size();
        for (int i = 0; i < found.size(); i++) {
            BsonDocument document = found.get(i);
            same &= ids.get(i).equals(document.get("_id"))
                    && document.getString(STREAM).getValue().equals(stream.value())
                    && document.getInt64(VERSION).getValue() == first + i;
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "Of the " + ids.size() + " event ids to append to stream " + stream + ", "
                            + found.size() + " are there already, in stream "
                            + found.getFirst().getString(STREAM).getValue()
                            + " or another order. Give new events new ids.");
        }
        return Optional.of(new Appended(
                stream, first, first + ids.size() - 1, true, receipt(session, stream, documents, Receipt.UNKNOWN)));
    }

    @Override
    public Stream<Event> read(StreamId stream, long fromVersion) {
        String what = "reading stream " + stream;
        StreamCursor cursor = Calls.call(what, () -> open(what, stream, fromVersion));
        Spliterator<BsonDocument> lazily =
                Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED | Spliterator.NONNULL);
        int slot = Slots.of(stream.value());
        return StreamSupport.stream(lazily, false)
                .map(document -> event(document, slot))
                .onClose(cursor::close);
    }

    private StreamCursor open(String what, StreamId stream, long fromVersion) {
        ClientSession session = sessions.open();
        try {
            MongoCursor<BsonDocument> cursor = names.events(source)
                    .find(session, and(eq(STREAM, stream.value()), gte(VERSION, fromVersion)))
                    .sort(ascending(VERSION))
                    .cursor();
            return new StreamCursor(what, session, cursor);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A cursor in a session, so that a writer reads its own events also behind a new primary. */
    private record StreamCursor(String what, ClientSession session, MongoCursor<BsonDocument> cursor)
            implements Iterator<BsonDocument> {
        @Override
        public boolean hasNext() {
            return Calls.call(what, cursor::hasNext);
        }

        @Override
        public BsonDocument next() {
            return Calls.call(what, cursor::next);
        }

        void close() {
            cursor.close();
            session.close();
        }
    }

    private Event event(BsonDocument document, int slot) {
        FeedItem item = reading.read(document, Position.START, Ids.of(document), slot);
        return switch (item) {
            case Event event -> event;
            case UnreadableEvent unreadable ->
                throw new LeatException("Event " + unreadable.id() + " of source " + source + " cannot be read: "
                        + unreadable.reason() + ". Mend the document or register an upcaster.");
        };
    }
}
