package dev.leat.testkit.simulation;

import dev.leat.event.Position;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.readmodel.Commit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Breaks what parked keys promise. */
final class ParkMutant implements Mutant {

    private final Mutation mutation;

    ParkMutant(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "commit" -> {
                Commit commit = call.argument(0, Commit.class);
                yield call.invokeWith(
                        0,
                        new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents(),
                                commit.writes(),
                                changed(commit)));
            }
            case "queue" -> queue((List<?>) Objects.requireNonNull(call.invoke()));
            case "parked" ->
                mutation == Mutation.PARKED_KEYS_ARE_FORGOTTEN && call.argument(0, Object.class) instanceof Collection
                        ? List.of()
                        : call.invoke();
            default -> call.invoke();
        };
    }

    private List<ParkChange> changed(Commit commit) {
        return switch (mutation) {
            case QUEUE_IS_LOST -> withoutFollowers(commit);
            case QUEUE_KEEPS_WHAT_TOOK_EFFECT -> without(commit, change -> change instanceof ParkChange.Dequeue);
            case KEY_STAYS_PARKED -> without(commit, change -> change instanceof ParkChange.Unpark);
            case UNREADABLE_EVENT_IS_PARKED_ONCE -> ofOnePartition(commit);
            case STRAYED_EVENT_IS_DROPPED -> withoutStrayed(commit);
            case REQUEST_STAYS -> withAnswered(commit);
            case NEWER_REQUEST_IS_LOST -> without(commit, change -> change instanceof ParkChange.Expect);
            case RULING_IS_LOST -> without(commit, change -> change instanceof ParkChange.Rule);
            default -> commit.parked();
        };
    }

    private static List<ParkChange> without(Commit commit, Predicate<ParkChange> dropped) {
        return commit.parked().stream().filter(dropped.negate()).toList();
    }

    private static List<ParkChange> withoutFollowers(Commit commit) {
        Set<Position> failed = new HashSet<>();
        List<ParkChange> kept = new ArrayList<>();
        for (ParkChange change : commit.parked()) {
            if (change instanceof ParkChange.Park park) {
                failed.add(park.key().failedAt());
            }
            if (!(change instanceof ParkChange.Queue queue)
                    || failed.contains(queue.event().position())) {
                kept.add(change);
            }
        }
        return kept;
    }

    private static List<ParkChange> ofOnePartition(Commit commit) {
        Set<Integer> partitions = new HashSet<>();
        commit.parked().forEach(change -> {
            if (change instanceof ParkChange.Park park
                    && isOfAnEvent(park.key().key().value())) {
                partitions.add(park.key().partition().number());
            }
        });
        int first = partitions.stream().min(Integer::compare).orElse(0);
        return without(commit, change -> switch (change) {
            case ParkChange.Park park ->
                isOfAnEvent(park.key().key().value()) && park.key().partition().number() != first;
            case ParkChange.Queue queue ->
                isOfAnEvent(queue.key().value()) && queue.partition().number() != first;
            case ParkChange.Expect ignored -> false;
            case ParkChange.Dequeue ignored -> false;
            case ParkChange.Unpark ignored -> false;
            case ParkChange.Rule ignored -> false;
            case ParkChange.Audit ignored -> false;
        });
    }

    private static List<ParkChange> withAnswered(Commit commit) {
        Map<Key, ParkRequest> answered = new HashMap<>();
        commit.parked().forEach(change -> {
            if (change instanceof ParkChange.Audit audit) {
                answered.put(audit.note().key(), audit.note().request());
            }
        });
        List<ParkChange> kept = new ArrayList<>();
        for (ParkChange change : commit.parked()) {
            kept.add(
                    change instanceof ParkChange.Park park
                                    && answered.containsKey(park.key().key())
                            ? new ParkChange.Park(
                                    park.key().with(answered.get(park.key().key())))
                            : change);
        }
        return kept;
    }

    private static boolean isOfAnEvent(String key) {
        return key.startsWith("event:") && key.contains("@");
    }

    private static List<ParkChange> withoutStrayed(Commit commit) {
        Set<PartitionId> fenced = new HashSet<>();
        commit.checkpoints().forEach(move -> fenced.add(move.partition()));
        List<ParkChange> kept = new ArrayList<>();
        for (ParkChange change : commit.parked()) {
            if (change instanceof ParkChange.Park park
                    && !fenced.contains(park.key().partition())) {
                PartitionId from = commit.checkpoints().getFirst().partition();
                kept.add(new ParkChange.Dequeue(from, park.key().key(), Position.MAX));
                kept.add(new ParkChange.Unpark(from, park.key().key()));
            } else if (!(change instanceof ParkChange.Queue queue) || fenced.contains(queue.partition())) {
                kept.add(change);
            }
        }
        return kept;
    }

    private List<ParkedEvent> queue(List<?> stored) {
        List<ParkedEvent> events =
                new ArrayList<>(stored.stream().map(ParkedEvent.class::cast).toList());
        if (mutation == Mutation.QUEUE_IS_REVERSED) {
            return events.reversed();
        }
        if (mutation == Mutation.QUEUE_HOLDS_AN_EVENT_TWICE && !events.isEmpty()) {
            events.addFirst(events.getFirst());
        }
        return events;
    }
}
