package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tailer hands over to the projections of its replica. */
final class ArrivalsTest {

    private static final SourceId SOURCE = SourceId.DEFAULT;
    private static final int BODY_BYTES = 1_000;

    private final Arrivals arrivals = new Arrivals(10 * BODY_BYTES);

    @BeforeEach
    void wantAll() {
        arrivals.interest(SOURCE).add(SlotSet.ALL);
    }

    private static List<Pointer> pointers(String... ids) {
        return java.util.Arrays.stream(ids)
                .map(id -> new Pointer(EventId.of(id), 7))
                .toList();
    }

    private static RawBsonDocument body() {
        return new RawBsonDocument(
                new BsonDocument("bytes", new BsonBinary(new byte[BODY_BYTES])), new BsonDocumentCodec());
    }

    private void store(long first, String id) {
        List<Pointer> pointers = pointers(id);
        arrivals.polled(SOURCE, pointers, new RawBsonDocument[] {body()});
        arrivals.stored(SOURCE, new Entry(Position.of(first), pointers, null, ClusterTime.ZERO));
    }

    @Test
    void take_givesAnEntryOnce_withItsBodies() {
        store(1, "a");

        EntryEvents taken = arrivals.take(SOURCE, Position.of(1));

        assertThat(taken).isNotNull();
        assertThat(taken.takeBody(0)).isEqualTo(body());
        assertThat(arrivals.take(SOURCE, Position.of(1))).isNull();
    }

    @Test
    void take_givesNothing_beforeTheEntryIsStored() {
        arrivals.polled(SOURCE, pointers("a"), new RawBsonDocument[] {body()});

        assertThat(arrivals.has(SOURCE, Position.of(1))).isFalse();
        assertThat(arrivals.take(SOURCE, Position.of(1))).isNull();
    }

    @Test
    void stored_passesOver_anEntryOfOtherEvents() {
        arrivals.polled(SOURCE, pointers("a"), new RawBsonDocument[] {body()});

        arrivals.stored(SOURCE, new Entry(Position.of(1), pointers("b"), null, ClusterTime.ZERO));

        assertThat(arrivals.take(SOURCE, Position.of(1))).isNull();
    }

    @Test
    void stored_leavesOut_bodiesThatNobodyWants() {
        Arrivals unwanted = new Arrivals(10 * BODY_BYTES);
        unwanted.polled(SOURCE, pointers("a"), new RawBsonDocument[] {body()});
        unwanted.stored(SOURCE, new Entry(Position.of(1), pointers("a"), null, ClusterTime.ZERO));

        EntryEvents taken = unwanted.take(SOURCE, Position.of(1));

        assertThat(taken).isNotNull();
        assertThat(taken.takeBody(0)).isNull();
        assertThat(taken.bytes()).isZero();
    }

    @Test
    void stored_dropsTheOldest_whenThereIsNoRoom() {
        for (int first = 1; first <= 20; first++) {
            store(first, "e" + first);
        }

        assertThat(arrivals.has(SOURCE, Position.of(1))).isFalse();
        assertThat(arrivals.has(SOURCE, Position.of(20))).isTrue();
    }

    @Test
    void take_dropsWhatLiesBefore() {
        store(1, "a");
        store(2, "b");

        assertThat(arrivals.take(SOURCE, Position.of(2))).isNotNull();

        assertThat(arrivals.has(SOURCE, Position.of(1))).isFalse();
    }

    @Test
    void nothingIsKept_withoutRoom() {
        Arrivals none = new Arrivals(0);
        none.polled(SOURCE, pointers("a"), new RawBsonDocument[] {body()});
        none.stored(SOURCE, new Entry(Position.of(1), pointers("a"), null, ClusterTime.ZERO));

        assertThat(none.takesBodies(SOURCE)).isFalse();
        assertThat(none.has(SOURCE, Position.of(1))).isFalse();
    }
}
