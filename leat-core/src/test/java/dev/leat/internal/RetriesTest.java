package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.batch.KeyedItem;
import dev.leat.batch.Keyer;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.RetryLimits;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which keys the retry of an event applies that was parked because its keys could not be known. */
final class RetriesTest {

    private static final int PARTITIONS = 4;
    private static final Position AT = Position.of(7);
    private static final EventId ID = EventId.of("e");

    private final List<Key> keys = onePerPartition();
    private final Projection<String> projection = Projection.named("c")
            .into("c", String.class)
            .partitions(PARTITIONS)
            .keyedByAll(event -> keys)
            .startingWith("")
            .onAny((document, data, event) -> document)
            .build();
    private final OwnedPartitions owned = new OwnedPartitions(projection.id());
    private final OwnedParkedKeys parked = new OwnedParkedKeys(RetryLimits.DEFAULTS);

    private static List<Key> onePerPartition() {
        Projection<String> byStream = Projection.named("s")
                .into("s", String.class)
                .partitions(PARTITIONS)
                .startingWith("")
                .onAny((document, data, event) -> document)
                .build();
        List<Key> found = new ArrayList<>();
        for (int i = 0; found.size() < PARTITIONS; i++) {
            Key key = Key.of("k" + i);
            if (Commits.partitionOf(byStream, key) == found.size()) {
                found.add(key);
            }
        }
        return found;
    }

    private void own(int partition, Position checkpoint) {
        owned.add(new Ownership(id(partition), null, new Epoch(1), checkpoint, 0, 0));
    }

    private PartitionId id(int partition) {
        return new PartitionId(projection.id(), partition);
    }

    private ParkedKey parked(int partition, Key key) {
        return new ParkedKey(id(partition), key, ParkedKey.State.PARKED, AT, "damaged", 1, ParkRequest.UNSIGNED);
    }

    private List<KeyedItem> retry(ParkedKey key) {
        Event event = new Event(AT, ID, 0, StreamId.of("s"), 1, EventType.of("T"), Instant.EPOCH, "data", Map.of());
        Attempt attempt = Attempt.of(
                projection, key, List.of(new ParkedEvent(AT, ID)), List.of(event), null, (item, replacement) -> item);
        return Retries.batch(projection, attempt, owned, parked).items();
    }

    @Test
    void partOfAPartition_isAppliedToTheKeysThatLieInIt() {
        own(1, AT);
        own(2, AT);
        assertThat(retry(parked(2, Keyer.unkeyed(ID, 2))))
                .singleElement()
                .satisfies(item -> assertThat(item.key()).isEqualTo(keys.get(2)));
    }

    @Test
    void eventThatAnOlderBuildParkedForAll_isAppliedToAllKeys_butThoseOfPartitionsThatAnswerForThemselves() {
        own(0, AT);
        own(1, AT);
        own(2, Position.of(6));
        own(3, AT);
        parked.put(parked(3, Keyer.unkeyed(ID, 3)), 0);
        assertThat(retry(parked(0, Keyer.unkeyed(ID))))
                .extracting(KeyedItem::key)
                .containsExactly(keys.get(0), keys.get(1));
    }

    @Test
    void eventThatAnOlderBuildParkedForAll_waits_untilOneReplicaOwnsAllItsPartitions() {
        own(0, AT);
        assertThat(retry(parked(0, Keyer.unkeyed(ID))))
                .singleElement()
                .satisfies(item -> assertThat(item.failure()).contains("another replica owns"));
    }
}
