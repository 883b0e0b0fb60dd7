package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.partition.SlotSet;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.VerifiableStores.FreshFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a projection gets when event documents are at hand elsewhere: those, unless there is anything wrong with them. */
@RealMongo
class EventBodiesIT {

    private static final SourceId SOURCE = SourceId.DEFAULT;
    private static final int EVENTS = 60;

    /** Compared with the collection before any is taken. */
    private static final int COMPARED = Elsewhere.FIRST_COMPARED;

    private final Map<EventId, RawBsonDocument> documents = new HashMap<>();
    private final List<NavigableMap<Position, EventId>> asked = new ArrayList<>();
    private final List<Pointer> pointers = new ArrayList<>();
    private Deployment deployment;
    private Ledger ledger;
    private Polled.Events last;
    private int length;
    private FreshFeed feed;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        LeatMongo stores = deployment.stores();
        stores.prepare(Set.of(SOURCE));
        try (Cursor cursor = stores.sources().openNow(SOURCE).cursor()) {
            List<NewEvent> events = IntStream.range(0, EVENTS)
                    .mapToObj(i -> NewEvent.of(EventType.of("Happened"), new BsonDocument("n", new BsonInt64(i)))
                            .withId(EventId.of("e-" + i)))
                    .toList();
            stores.eventStore()
                    .append(StreamId.of("s"), ExpectedVersion.any(), events)
                    .orThrow();
            while (pointers.size() < EVENTS) {
                if (cursor.poll(EVENTS, Duration.ofMillis(500)) instanceof Polled.Events polled) {
                    pointers.addAll(polled.pointers());
                    last = polled;
                }
            }
        }
        ledger = stores.ledger();
        growTo(COMPARED);
        putStored();
        // Another replica, which does not tail.
        feed = deployment.stores().openFeed((source, events) -> {
            asked.add(events);
            Map<Position, RawBsonDocument> found = new HashMap<>();
            events.forEach((position, id) -> {
                if (documents.containsKey(id)) {
                    found.put(position, documents.get(id));
                }
            });
            return found;
        });
    }

    @AfterEach
    void close() throws Exception {
        feed.close();
        deployment.close();
    }

    private static RawBsonDocument raw(BsonDocument document) {
        return new RawBsonDocument(document, new BsonDocumentCodec());
    }

    /** Adds an entry to the ledger, so that so many events are in it. */
    private void growTo(int events) {
        Entry entry =
                new Entry(Position.of(length + 1), pointers.subList(length, events), last.token(), last.through());
        assertThat(ledger.append(SOURCE, entry)).isEqualTo(AppendOutcome.APPENDED);
        length = events;
    }

    /** Has elsewhere what is stored. */
    private void putStored() {
        deployment
                .database()
                .getCollection(SOURCE.name(), BsonDocument.class)
                .find()
                .forEach(document ->
                        documents.put(EventId.of(document.getString("_id").getValue()), raw(document)));
    }

    /** Changes documents elsewhere, from one on. */
    private void change(int from, String field, BsonValue value) {
        for (int i = from; i < EVENTS; i++) {
            documents.computeIfPresent(EventId.of("e-" + i), (id, document) -> {
                BsonDocument changed = document.decode(new BsonDocumentCodec());
                changed.put(field, value);
                return raw(changed);
            });
        }
    }

    private List<Event> read(int after, int upTo) {
        if (upTo > length) {
            growTo(upTo);
        }
        List<Event> events = new ArrayList<>();
        Position reached = Position.of(after);
        while (reached.isBefore(Position.of(upTo))) {
            var slice = feed.read(SOURCE, reached, Position.of(upTo), SlotSet.ALL, upTo - after);
            slice.items().forEach(item -> events.add((Event) item));
            reached = slice.through();
        }
        return events;
    }

    private static long n(Event event) {
        return ((BsonDocument) event.data()).getNumber("n").longValue();
    }

    private static final BsonDocument MARKED = new BsonDocument("n", new BsonInt64(-1));

    @Test
    void documentsElsewhere_areTaken_onceSomeWereFoundEqual() {
        change(COMPARED, "data", MARKED);
        assertThat(read(0, COMPARED)).extracting(EventBodiesIT::n).doesNotContain(-1L);
        assertThat(read(COMPARED, EVENTS)).extracting(EventBodiesIT::n).containsOnly(-1L);
        assertThat(asked.stream().mapToInt(NavigableMap::size).sum()).isEqualTo(EVENTS);
    }

    @Test
    void documentsThatAreMissing_areReadFromTheCollection() {
        read(0, COMPARED);
        change(COMPARED, "data", MARKED);
        documents.remove(EventId.of("e-" + COMPARED));
        documents.remove(EventId.of("e-" + (EVENTS - 1)));
        List<Event> events = read(COMPARED, EVENTS);
        assertThat(events)
                .extracting(EventBodiesIT::n)
                .startsWith((long) COMPARED)
                .endsWith(EVENTS - 1L);
        assertThat(events.subList(1, EVENTS - COMPARED - 1))
                .extracting(EventBodiesIT::n)
                .containsOnly(-1L);
    }

    /** A 64-bit integer that came as a 32-bit one is a difference, too. */
    @Test
    void documentsThatDiffer_areNotTaken_norAnyAfterThem() {
        change(COMPARED - 1, "data", new BsonDocument("n", new BsonInt32(COMPARED - 1)));
        assertThat(read(0, COMPARED)).extracting(EventBodiesIT::n).doesNotContain(-1L);
        change(COMPARED, "data", MARKED);
        assertThat(read(COMPARED, EVENTS))
                .hasSize(EVENTS - COMPARED)
                .extracting(EventBodiesIT::n)
                .doesNotContain(-1L);
        assertThat(asked).as("asked only before the difference").hasSize(1);
    }

    @Test
    void documentsThatAreNoEvents_orOfAnotherStream_areReadFromTheCollection() {
        read(0, COMPARED);
        change(COMPARED, "data", MARKED);
        change(COMPARED, "time", new BsonString("2026-01-01T00:00:00Z"));
        assertThat(read(COMPARED, COMPARED + 10)).extracting(EventBodiesIT::n).doesNotContain(-1L);
        putStored();
        change(COMPARED, "data", MARKED);
        change(COMPARED, "stream", new BsonString("t"));
        assertThat(read(COMPARED + 10, EVENTS)).extracting(EventBodiesIT::n).doesNotContain(-1L);
    }
}
