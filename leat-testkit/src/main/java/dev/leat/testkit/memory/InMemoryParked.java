package dev.leat.testkit.memory;

import dev.leat.event.Position;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.verify.QueuedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Parked keys and their queues. Thread-safe. */
final class InMemoryParked implements ParkStore {

    private final Database database;
    private final Map<Place, ParkedKey> keys = new LinkedHashMap<>();
    private final Map<Place, NavigableMap<Position, QueuedEvent>> queues = new LinkedHashMap<>();
    private long requests;

    InMemoryParked(Database database) {
        this.database = database;
    }

    private record Place(ProjectionId projection, Key key) {
        static Place of(PartitionId partition, Key key) {
            return new Place(partition.projection(), key);
        }
    }

    @Override
    public List<ParkedKey> parked(ProjectionId projection) {
        return select(key -> key.partition().projection().equals(projection));
    }

    @Override
    public List<ParkedKey> parked(Collection<PartitionId> partitions) {
        return select(key -> partitions.contains(key.partition()));
    }

    private List<ParkedKey> select(Predicate<ParkedKey> wanted) {
        return database.locked(() -> keys.isEmpty()
                ? List.<ParkedKey>of()
                : keys.values().stream().filter(wanted).toList());
    }

    @Override
    public List<ParkedEvent> queue(ProjectionId projection, Key key, int maxEvents) {
        return database.locked(() -> {
            List<ParkedEvent> queue = new ArrayList<>();
            NavigableMap<Position, QueuedEvent> stored = queues.get(new Place(projection, key));
            if (stored != null) {
                stored.values().forEach(queued -> queue.add(queued.event()));
            }
            return List.copyOf(queue.subList(0, Math.min(queue.size(), maxEvents)));
        });
    }

    /** The queues of a projection's parked keys, whole. */
    List<QueuedEvent> queues(ProjectionId projection) {
        return database.locked(() -> {
            List<QueuedEvent> queued = new ArrayList<>();
            queues.forEach((place, queue) -> {
                if (place.projection().equals(projection)) {
                    queue.forEach((position, event) -> queued.add(event));
                }
            });
            return queued;
        });
    }

    @Override
    public boolean requestRetry(ProjectionId projection, Key key) {
        return database.locked(() -> {
            ParkedKey parked = keys.computeIfPresent(new Place(projection, key), (place, found) -> requested(found));
            requests += parked == null ? 0 : 1;
            return parked != null;
        });
    }

    @Override
    public int requestRetry(ProjectionId projection) {
        return database.locked(() -> {
            List<ParkedKey> parked = parked(projection);
            parked.forEach(key -> keys.put(new Place(projection, key.key()), requested(key)));
            requests += parked.isEmpty() ? 0 : 1;
            return parked.size();
        });
    }

    private static ParkedKey requested(ParkedKey key) {
        return new ParkedKey(
                key.partition(), key.key(), key.state(), key.failedAt(), key.error(), key.attempts(), true);
    }

    // What follows is called under the lock.

    long requests() {
        return requests;
    }

    void apply(ParkChange change) {
        switch (change) {
            case ParkChange.Park park -> {
                keys.put(Place.of(park.key().partition(), park.key().key()), park.key());
                requests += park.key().retryRequested() ? 1 : 0;
            }
            case ParkChange.Queue queue ->
                queues.computeIfAbsent(Place.of(queue.partition(), queue.key()), place -> new TreeMap<>())
                        .put(queue.event().position(), new QueuedEvent(queue.partition(), queue.key(), queue.event()));
            case ParkChange.Dequeue dequeue ->
                queues.computeIfPresent(Place.of(dequeue.partition(), dequeue.key()), (place, queue) -> {
                    queue.headMap(dequeue.through(), true).clear();
                    return queue.isEmpty() ? null : queue;
                });
            case ParkChange.Unpark unpark -> keys.remove(Place.of(unpark.partition(), unpark.key()));
        }
    }
}
