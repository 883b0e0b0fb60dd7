package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.park.ParkChange;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Breaks the promise that a {@link Mutation} names. Confined to the simulation's thread. */
final class Mutant {

    private static final double BROKEN_BETWEEN = 0.05;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;

    Mutant(Mutation mutation, InMemoryStores stores, Chance chance) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
    }

    @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "commit" -> commit(call, call.argument(0, Commit.class));
            case "claim" -> mutation == Mutation.CLAIM_KEEPS_THE_EPOCH ? claim(call) : call.invoke();
            case "release" -> mutation == Mutation.RELEASE_IS_NOT_FENCED ? release(call) : call.invoke();
            case "append" -> append(call);
            case "cover" ->
                mutation == Mutation.COVER_COUNTS_ANYWHERE
                        ? call.invokeWith(
                                1, stores.ledger().end(Scenario.SOURCE).last())
                        : call.invoke();
            case "openAfter" -> openAfter(call);
            default -> call.invoke();
        };
    }

    private @Nullable Object commit(Call call, Commit commit) {
        return switch (mutation) {
            case COMMIT_IGNORES_EPOCH ->
                call.invokeWith(
                        0,
                        moving(
                                commit,
                                move -> new CheckpointMove(
                                        move.partition(),
                                        stored(move).epoch(),
                                        move.from(),
                                        move.to(),
                                        move.events())));
            case COMMIT_IGNORES_POSITION -> call.invokeWith(0, moving(commit, this::fromWhereItIs));
            case RETRY_IS_NOT_FENCED -> {
                boolean retry = commit.checkpoints().stream()
                        .allMatch(move -> move.from().equals(move.to()));
                yield retry
                        ? call.invokeWith(0, moving(commit, move -> {
                            Ownership now = stored(move);
                            return new CheckpointMove(
                                    move.partition(), now.epoch(), now.checkpoint(), now.checkpoint(), 0);
                        }))
                        : call.invoke();
            }
            case CHECKPOINT_AFTER_DOCUMENTS -> inTwo(call, staying(commit), checkpointOnly(commit));
            case CHECKPOINT_BEFORE_DOCUMENTS -> inTwo(call, checkpointOnly(commit), arrived(commit));
            case FOLLOWERS_OF_A_PARKED_EVENT_ARE_DROPPED -> call.invokeWith(0, withoutFollowers(commit));
            default -> call.invoke();
        };
    }

    private Ownership stored(CheckpointMove move) {
        return stores.leases()
                .ownerships(move.partition().projection())
                .get(move.partition().number());
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

    private static Commit withoutFollowers(Commit commit) {
        List<ParkChange> kept = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        for (ParkChange change : commit.parked()) {
            if (change instanceof ParkChange.Park park) {
                failed.add(park.key().failedAt());
            }
            if (!(change instanceof ParkChange.Queue queue)
                    || failed.contains(queue.event().position())) {
                kept.add(change);
            }
        }
        return new Commit(commit.projection(), commit.checkpoints(), commit.documents(), commit.writes(), kept);
    }

    private Object claim(Call call) {
        ReplicaId replica = call.argument(0, ReplicaId.class);
        List<Ownership> claimed = new ArrayList<>();
        for (Object each : call.argument(1, List.class)) {
            Ownership observed = (Ownership) each;
            Ownership stored = stores.leases()
                    .ownerships(observed.partition().projection())
                    .get(observed.partition().number());
            if (stored.epoch().equals(observed.epoch())) {
                Ownership mine = owned(stored, replica, stored.checkpoint());
                stores.force(mine);
                claimed.add(mine);
            }
        }
        return claimed;
    }

    private @Nullable Object release(Call call) {
        LeaseStore leases = stores.leases();
        for (Object each : call.argument(1, List.class)) {
            CheckpointMove move = (CheckpointMove) each;
            Ownership stored = leases.ownerships(move.partition().projection())
                    .get(move.partition().number());
            stores.force(owned(stored, null, move.to()));
        }
        return null;
    }

    private static Ownership owned(Ownership stored, @Nullable ReplicaId owner, Position checkpoint) {
        return new Ownership(stored.partition(), owner, stored.epoch(), checkpoint, stored.commits(), stored.events());
    }

    private @Nullable Object append(Call call) {
        Object outcome = call.invoke();
        if (mutation != Mutation.APPEND_TRUSTS_THE_TAILER || outcome != AppendOutcome.OCCUPIED) {
            return outcome;
        }
        Entry entry = call.argument(1, Entry.class);
        Position behindEnd = stores.ledger().end(Scenario.SOURCE).last().plus(1);
        return call.invokeWith(1, new Entry(behindEnd, entry.pointers(), entry.token(), entry.committedAt()));
    }

    private @Nullable Object openAfter(Call call) {
        Object opened = call.invoke();
        if (mutation != Mutation.HISTORY_LOSS_JUMPS_TO_NOW || opened instanceof Opened.Ready) {
            return opened;
        }
        ResumeToken now = stores.sources().openNow(Scenario.SOURCE).token();
        return call.invokeWith(1, now);
    }
}
