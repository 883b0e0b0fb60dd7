package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.park.ParkChange;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Breaks what a commit promises. */
final class CommitMutant implements Mutant {

    private static final double BROKEN_BETWEEN = 0.05;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;

    CommitMutant(Mutation mutation, InMemoryStores stores, Chance chance) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return call.name().equals("commit") ? commit(call, call.argument(0, Commit.class)) : call.invoke();
    }

    private @Nullable Object commit(Call call, Commit commit) {
        return switch (mutation) {
            case COMMIT_IGNORES_EPOCH -> call.invokeWith(0, moving(commit, this::inTheStoredEpoch));
            case COMMIT_IGNORES_POSITION -> call.invokeWith(0, moving(commit, this::fromWhereItIs));
            case COMMIT_CHECKS_ONE_PARTITION -> {
                CheckpointMove first = commit.checkpoints().getFirst();
                yield call.invokeWith(
                        0, moving(commit, move -> move.equals(first) ? move : fromWhereItIs(inTheStoredEpoch(move))));
            }
            case RETRY_IS_NOT_FENCED -> {
                boolean retry = commit.checkpoints().stream()
                        .allMatch(move -> move.from().equals(move.to()));
                yield retry
                        ? call.invokeWith(0, moving(commit, move -> fromWhereItIs(inTheStoredEpoch(move))))
                        : call.invoke();
            }
            case FENCED_COMMIT_SAYS_COMMITTED ->
                call.invoke() instanceof CommitOutcome.Refused refused ? refused : new CommitOutcome.Committed();
            case CHECKPOINT_AFTER_DOCUMENTS -> inTwo(call, staying(commit), checkpointOnly(commit));
            case CHECKPOINT_BEFORE_DOCUMENTS -> inTwo(call, checkpointOnly(commit), arrived(commit));
            case PARKED_KEYS_AFTER_CHECKPOINT ->
                inTwo(call, withParked(commit, List.of()), parkedOnly(arrived(commit), commit.parked()));
            case PARKED_KEYS_BEFORE_CHECKPOINT ->
                inTwo(call, parkedOnly(staying(commit), commit.parked()), withParked(commit, List.of()));
            case DELETION_IS_LOST ->
                call.invokeWith(
                        0,
                        new Commit(
                                commit.projection(),
                                commit.checkpoints(),
                                commit.documents().stream()
                                        .filter(CommitMutant::isKept)
                                        .toList(),
                                commit.writes(),
                                commit.parked()));
            default -> call.invoke();
        };
    }

    private static boolean isKept(DocumentChange change) {
        return change.after() != null;
    }

    private Ownership stored(CheckpointMove move) {
        return stores.leases()
                .ownerships(move.partition().projection())
                .get(move.partition().number());
    }

    private CheckpointMove inTheStoredEpoch(CheckpointMove move) {
        return new CheckpointMove(move.partition(), stored(move).epoch(), move.from(), move.to(), move.events());
    }

    private CheckpointMove fromWhereItIs(CheckpointMove move) {
        Position from = stored(move).checkpoint();
        return new CheckpointMove(
                move.partition(), move.epoch(), from, move.to().max(from), move.events());
    }

    private static Commit moving(Commit commit, UnaryOperator<CheckpointMove> change) {
        return new Commit(
                commit.projection(),
                commit.checkpoints().stream().map(change).toList(),
                commit.documents(),
                commit.writes(),
                commit.parked());
    }

    private @Nullable Object inTwo(Call call, Commit first, Commit second) {
        Object outcome = call.invokeWith(0, first);
        boolean broken = chance.of(BROKEN_BETWEEN);
        return outcome instanceof CommitOutcome.Committed && !broken ? call.invokeWith(0, second) : outcome;
    }

    private static Commit staying(Commit commit) {
        return moving(
                commit,
                move -> new CheckpointMove(move.partition(), move.epoch(), move.from(), move.from(), move.events()));
    }

    private static Commit arrived(Commit commit) {
        return moving(
                commit,
                move -> new CheckpointMove(move.partition(), move.epoch(), move.to(), move.to(), move.events()));
    }

    private static Commit checkpointOnly(Commit commit) {
        return new Commit(commit.projection(), commit.checkpoints(), List.of(), List.of(), List.of());
    }

    private static Commit withParked(Commit commit, List<ParkChange> parked) {
        return new Commit(
                commit.projection(),
                commit.checkpoints(),
                commit.documents(),
                commit.writes(),
                new ArrayList<>(parked));
    }

    private static Commit parkedOnly(Commit commit, List<ParkChange> parked) {
        return new Commit(commit.projection(), commit.checkpoints(), List.of(), List.of(), parked);
    }
}
