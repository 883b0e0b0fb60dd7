package dev.leat.testkit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.ledger.SourceStream.Started;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.memory.InMemoryEvents;
import dev.leat.testkit.memory.InMemoryStores;
import dev.leat.verify.AppliedEvents;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A history told by hand, step by step: events, entries, commits. What it tells is correct unless a test says otherwise.
 * Three events of stream {@code a} and two of stream {@code b}, at positions a1 b1 a2 a3 b2.
 */
final class Story {

    static final SourceId SOURCE = SourceId.of("events");
    static final EventType ADDED = EventType.of("Added");
    static final StreamId A = StreamId.of("a");
    static final StreamId B = StreamId.of("b");
    static final ReplicaId REPLICA = new ReplicaId("one", "1");
    static final int PARTITIONS = 4;
    static final Basket BASKET_A = new Basket(6, applied("a#1", "a#2", "a#3"));
    static final Basket BASKET_B = new Basket(30, applied("b#1", "b#2"));

    final InMemoryStores stores = new InMemoryStores(InstantSource.system());
    final InMemoryEvents events = stores.events(SOURCE);
    private final ResumeToken start = started();

    /** A document that remembers what it was folded from. */
    record Basket(int sum, AppliedEvents applied) {

        static final Basket EMPTY = new Basket(0, AppliedEvents.NONE);

        Basket plus(int number, Event event) {
            if (number < 0) {
                throw new IllegalStateException("negative");
            }
            return new Basket(sum + number, applied.plus(event));
        }
    }

    static Projection<Basket> baskets() {
        return Projection.named("baskets")
                .into("baskets", Basket.class)
                .partitions(PARTITIONS)
                .startingWith(Basket.EMPTY)
                .on(ADDED, (basket, data, event) -> basket.plus((Integer) data, event))
                .build();
    }

    /** One document for all streams, keyed by content. */
    static Projection<Basket> totals() {
        return Projection.named("totals")
                .into("totals", Basket.class)
                .partitions(PARTITIONS)
                .keyedBy(event -> Optional.of(Key.of("all")))
                .startingWith(Basket.EMPTY)
                .on(ADDED, (basket, data, event) -> basket.plus((Integer) data, event))
                .build();
    }

    static AppliedEvents applied(String... events) {
        return new AppliedEvents(List.of(events));
    }

    /** All five events, in the ledger and in the documents. */
    static Story whole() {
        Story story = inLedger();
        story.commit(A, 5, 3, BASKET_A);
        story.commit(B, 5, 2, BASKET_B);
        return story;
    }

    /** All five events, in the ledger and not in the documents. */
    static Story inLedger() {
        Story story = new Story();
        story.appendAll();
        story.write(1, "a1", "b1", "a2");
        story.write(4, "a3", "b2");
        return story;
    }

    /** Appends the five events, and knows the projection. */
    void appendAll() {
        append(A, "a1", 1);
        append(B, "b1", 10);
        append(A, "a2", 2);
        append(A, "a3", 3);
        append(B, "b2", 20);
        register(baskets());
    }

    void register(Projection<?> projection) {
        stores.leases()
                .register(
                        new Registration(projection.id(), SOURCE, projection.collection(), projection.partitioning()));
    }

    private ResumeToken started() {
        Started opened = stores.sources().openNow(SOURCE);
        opened.cursor().close();
        return opened.token();
    }

    void append(StreamId stream, String id, int number) {
        NewEvent event = NewEvent.of(ADDED, number).withId(EventId.of(id));
        events.append(stream, ExpectedVersion.any(), List.of(event)).orThrow();
    }

    static Pointer pointer(String id) {
        return new Pointer(EventId.of(id), Slots.of(id.substring(0, 1)));
    }

    /** Writes an entry that claims to cover all that is committed. */
    void write(long first, String... ids) {
        write(first, Arrays.stream(ids).map(Story::pointer).toList(), start, now());
    }

    void write(long first, List<Pointer> pointers, @Nullable ResumeToken token, ClusterTime coveredTo) {
        stores.ledger().append(SOURCE, new Entry(Position.of(first), pointers, token, coveredTo));
    }

    /** A token behind which the change stream shows every event of the story. */
    ResumeToken beforeAll() {
        return start;
    }

    ClusterTime now() {
        try (Scan scan = stores.sources().scan(SOURCE)) {
            return scan.next(Integer.MAX_VALUE).readAt();
        }
    }

    static PartitionId partitionOf(StreamId stream) {
        Projection<Basket> projection = baskets();
        return new PartitionId(projection.id(), projection.partitioning().partitionOf(Slots.of(stream.value())));
    }

    Ownership stored(StreamId stream) {
        PartitionId partition = partitionOf(stream);
        return stores.leases().ownerships(partition.projection()).get(partition.number());
    }

    void commit(StreamId stream, long checkpoint, int count, @Nullable Basket document, ParkChange... parked) {
        Ownership mine = stores.leases().claim(REPLICA, List.of(stored(stream))).getFirst();
        List<DocumentChange> documents = new ArrayList<>();
        if (document != null) {
            documents.add(new DocumentChange(Key.of(stream.value()), false, document));
        }
        CommitOutcome outcome = stores.readModels()
                .commit(new Commit(
                        baskets(),
                        List.of(new CheckpointMove(
                                mine.partition(), mine.epoch(), mine.checkpoint(), Position.of(checkpoint), count)),
                        documents,
                        List.of(),
                        List.of(parked)));
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    }

    /**
     * Has every partition of {@link #totals} pass all events; the document holds those that can be read.
     *
     * @param parts events that each partition parks its part of, by position
     */
    void passAll(Projection<Basket> projection, Map<Long, String> parts) {
        Key all = Key.of("all");
        int home = projection.partitioning().partitionOf(Slots.of("all"));
        Basket basket = new Basket(34, applied("a#1", "b#1", "a#3", "b#2"));
        for (Ownership observed : stores.leases().ownerships(projection.id())) {
            Ownership mine = stores.leases().claim(REPLICA, List.of(observed)).getFirst();
            boolean isHome = mine.partition().number() == home;
            List<ParkChange> parked = new ArrayList<>();
            parts.forEach((position, id) -> {
                Key part = Key.of("event:" + id + "@" + mine.partition().number());
                Position at = Position.of(position);
                parked.add(new ParkChange.Park(
                        new ParkedKey(mine.partition(), part, ParkedKey.State.PARKED, at, "unreadable", 1, null)));
                parked.add(new ParkChange.Queue(mine.partition(), part, new ParkedEvent(at, EventId.of(id))));
            });
            CheckpointMove move = new CheckpointMove(
                    mine.partition(), mine.epoch(), mine.checkpoint(), Position.of(5), isHome ? 4 : 0);
            List<DocumentChange> documents = isHome ? List.of(new DocumentChange(all, false, basket)) : List.of();
            assertThat(stores.readModels().commit(new Commit(projection, List.of(move), documents, List.of(), parked)))
                    .isInstanceOf(CommitOutcome.Committed.class);
        }
    }

    static ParkChange park(StreamId stream, long position) {
        return new ParkChange.Park(new ParkedKey(
                partitionOf(stream),
                Key.of(stream.value()),
                ParkedKey.State.PARKED,
                Position.of(position),
                "it failed",
                1,
                null));
    }

    static ParkChange queue(StreamId stream, long position, String id) {
        return new ParkChange.Queue(
                partitionOf(stream), Key.of(stream.value()), new ParkedEvent(Position.of(position), EventId.of(id)));
    }

    static ParkChange rule(StreamId stream, long position, String id, ParkAction action) {
        return new ParkChange.Rule(
                partitionOf(stream),
                Key.of(stream.value()),
                new ParkedEvent(Position.of(position), EventId.of(id)),
                ParkRequest.of(action, "a test", "to see what comes of it"));
    }

    /** An event of the story with another number, in the form of the store. */
    Event changed(String id, StreamId stream, int number) {
        Event event = (Event) stores.feed().stored(SOURCE, EventId.of(id)).orElseThrow();
        return new Event(
                event.position(),
                event.id(),
                event.slot(),
                stream,
                event.version(),
                event.type(),
                event.time(),
                number,
                event.metadata());
    }

    /** Writes over a document, past every check, as an operator's hand would. */
    void edit(StreamId stream, @Nullable Basket document) {
        Ownership stored = stored(stream);
        stores.readModels()
                .commit(new Commit(
                        baskets(),
                        List.of(new CheckpointMove(
                                stored.partition(), stored.epoch(), stored.checkpoint(), stored.checkpoint(), 0)),
                        List.of(new DocumentChange(Key.of(stream.value()), true, document)),
                        List.of(),
                        List.of()));
    }

    void force(StreamId stream, long epoch, long checkpoint, long events) {
        Ownership stored = stored(stream);
        stores.force(new Ownership(
                stored.partition(),
                stored.owner(),
                new dev.leat.checkpoint.Epoch(epoch),
                Position.of(checkpoint),
                stored.commits(),
                events));
    }

    Map<Key, Object> documents() {
        return stores.documents("baskets");
    }
}
