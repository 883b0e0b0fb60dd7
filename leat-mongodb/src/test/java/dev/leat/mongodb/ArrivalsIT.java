package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.FeedItem;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.partition.SlotSet;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the projections of a replica get whose own tailer writes the ledger. */
@RealMongo
class ArrivalsIT {

    private static final SourceId SOURCE = SourceId.DEFAULT;
    private static final Position FIRST = Position.of(1);

    private Deployment deployment;
    private EventStore store;
    private LeatMongo mine;
    private LeatMongo others;
    private Cursor cursor;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        mine = deployment.stores();
        others = deployment.stores();
        mine.prepare(Set.of(SOURCE));
        store = mine.eventStore();
        cursor = mine.sources().openNow(SOURCE).cursor();
        // Bodies are kept for slots that were asked for.
        assertThat(read()).isEmpty();
        append("a");
        append("b");
    }

    @AfterEach
    void close() throws Exception {
        cursor.close();
        deployment.close();
    }

    private void append(String id) {
        store.append(
                        StreamId.of("s"),
                        ExpectedVersion.any(),
                        List.of(NewEvent.of(EventType.of("Happened"), new BsonDocument())
                                .withId(EventId.of(id))))
                .orThrow();
    }

    private List<FeedItem> read() {
        return mine.feed()
                .read(SOURCE, Position.START, Position.MAX, SlotSet.ALL, 10)
                .items();
    }

    /** Polls until both events are there, which may come in two answers; gives the entry of the last poll. */
    private Entry polled() {
        while (true) {
            if (cursor.poll(10, Duration.ofMillis(500)) instanceof Polled.Events events
                    && events.pointers().stream().map(Pointer::id).toList().contains(EventId.of("b"))) {
                return new Entry(FIRST, events.pointers(), events.token(), events.through());
            }
        }
    }

    @Test
    void anEntryThatWasStored_isReadWithoutTheCollection() {
        assertThat(mine.ledger().append(SOURCE, polled())).isEqualTo(AppendOutcome.APPENDED);
        deployment.database().getCollection(SOURCE.name()).deleteMany(new BsonDocument());

        assertThat(read()).isNotEmpty().allMatch(Event.class::isInstance);
    }

    @Test
    void anEntryThatMetAnother_isNotRead_butTheOther() {
        Entry late = polled();
        Pointer other = new Pointer(EventId.of("a"), late.pointers().getFirst().slot());
        assertThat(others.ledger().append(SOURCE, new Entry(FIRST, List.of(other), late.token(), late.committedAt())))
                .isEqualTo(AppendOutcome.APPENDED);

        assertThat(mine.ledger().append(SOURCE, new Entry(FIRST, late.pointers(), late.token(), late.committedAt())))
                .isEqualTo(AppendOutcome.OCCUPIED);

        assertThat(read()).extracting(FeedItem::id).containsExactly(EventId.of("a"));
    }

    @Test
    void anEntryThatIsNotStored_isNotRead() {
        polled();

        assertThat(read()).isEmpty();
    }
}
