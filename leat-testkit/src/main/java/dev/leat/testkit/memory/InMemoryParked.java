package dev.leat.testkit.memory;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.ParkedSummary;
import dev.leat.park.Ruling;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.verify.QueuedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Parked keys and their queues. Thread-safe. */
final class InMemoryParked implements ParkStore {

    private final Database database;
    private final Map<Place, ParkedKey> keys = new LinkedHashMap<>();
    private final Map<Place, NavigableMap<Position, QueuedEvent>> queues = new LinkedHashMap<>();
    private final Map<RuledPlace, Ruling> rulings = new LinkedHashMap<>();
    private final ArrayDeque<AuditEntry> audit = new ArrayDeque<>();
    private long requests;

    InMemoryParked(Database database) {
        this.database = database;
    }

    private record Place(ProjectionId projection, Key key) {
        static Place of(PartitionId partition, Key key) {
            return new Place(partition.projection(), key);
        }
    }

    private record RuledPlace(Place place, Position position) {}

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
    public Map<ProjectionId, ParkedSummary> summaries(int maxExamples) {
        return database.locked(() -> {
            Map<ProjectionId, List<ParkedKey>> byProjection = keys.values().stream()
                    .sorted(Comparator.comparing(ParkedKey::failedAt))
                    .collect(Collectors.groupingBy(key -> key.partition().projection()));
            Map<ProjectionId, ParkedSummary> summaries = new HashMap<>();
            byProjection.forEach((projection, parked) -> {
                int retrying = Math.toIntExact(parked.stream()
                        .filter(key -> key.state() == ParkedKey.State.RETRYING)
                        .count());
                List<ParkedKey> examples = parked.subList(0, Math.min(maxExamples, parked.size()));
                summaries.put(projection, new ParkedSummary(retrying, parked.size() - retrying, examples));
            });
            return summaries;
        });
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
    public int request(ParkSelection selection, ParkRequest request) {
        return database.locked(() -> {
            List<ParkedKey> asked = select(key -> isSelected(selection, key));
            for (ParkedKey key : asked) {
                ParkRequest before = key.request();
                if (before != null && before.isSigned()) {
                    String newer = "by request " + request.id() + " of " + request.by();
                    note(noteOf(AuditNote.What.REPLACED, key, before, newer));
                }
                note(noteOf(AuditNote.What.ASKED, key, request, ""));
                keys.put(Place.of(key.partition(), key.key()), key.with(request));
            }
            requests += asked.isEmpty() ? 0 : 1;
            return asked.size();
        });
    }

    private static boolean isSelected(ParkSelection selection, ParkedKey key) {
        return selection.projection().equals(key.partition().projection())
                && switch (selection) {
                    case ParkSelection.All ignored -> true;
                    case ParkSelection.WithError some -> key.error().contains(some.words());
                    case ParkSelection.Keys some ->
                        some.keys().contains(key.key())
                                && (some.failedAt() == null || key.failedAt().equals(some.failedAt()));
                };
    }

    private AuditNote noteOf(AuditNote.What what, ParkedKey key, ParkRequest request, String detail) {
        NavigableMap<Position, QueuedEvent> queue = queues.get(Place.of(key.partition(), key.key()));
        QueuedEvent failed = queue == null ? null : queue.get(key.failedAt());
        EventId event = failed == null ? null : failed.event().id();
        return new AuditNote(what, key.partition(), key.key(), key.failedAt(), event, request, detail);
    }

    private void note(AuditNote note) {
        audit.addFirst(new AuditEntry(database.now(), note));
    }

    @Override
    public List<Ruling> rulings(ProjectionId projection) {
        return database.locked(() -> rulings.values().stream()
                .filter(ruling -> ruling.partition().projection().equals(projection))
                .sorted(Comparator.comparing(ruling -> ruling.event().position()))
                .toList());
    }

    @Override
    public List<AuditEntry> audit(ProjectionId projection, int maxEntries) {
        return database.locked(() -> audit.stream()
                .filter(entry -> entry.note().partition().projection().equals(projection))
                .limit(maxEntries)
                .toList());
    }

    // What follows is called under the lock.

    long requests() {
        return requests;
    }

    /** Whether a key has the request that a commit answers. */
    boolean allows(ParkChange change) {
        if (!(change instanceof ParkChange.Expect expect)) {
            return true;
        }
        ParkedKey key = keys.get(Place.of(expect.partition(), expect.key()));
        ParkRequest request = key == null ? null : key.request();
        return key != null && (request == null ? "" : request.id()).equals(expect.requestId());
    }

    /** Forgets the parked keys and rulings of a projection. */
    void removeAll(ProjectionId projection) {
        keys.keySet().removeIf(place -> place.projection().equals(projection));
        queues.keySet().removeIf(place -> place.projection().equals(projection));
        rulings.keySet().removeIf(ruled -> ruled.place().projection().equals(projection));
    }

    void apply(ParkChange change) {
        switch (change) {
            case ParkChange.Expect ignored -> {}
            case ParkChange.Park park -> {
                keys.put(Place.of(park.key().partition(), park.key().key()), park.key());
                requests += park.key().request() == null ? 0 : 1;
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
            case ParkChange.Rule rule ->
                rulings.put(
                        new RuledPlace(
                                Place.of(rule.partition(), rule.key()),
                                rule.event().position()),
                        new Ruling(rule.partition(), rule.key(), rule.event(), rule.request(), database.now()));
            case ParkChange.Audit added -> note(added.note());
        }
    }
}
