package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The far side of every call: applies it to the store, breaks the promise that a mutation names, and has the invariants
 * checked after each write. Confined to the simulation's thread.
 */
final class Server {

    private final Mutant mutant;
    private final Truth truth;
    private final Tally tally;
    private final InMemoryStores stores;

    Server(Mutant mutant, Truth truth, Tally tally, InMemoryStores stores) {
        this.mutant = mutant;
        this.truth = truth;
        this.tally = tally;
        this.stores = stores;
    }

    @Nullable Object apply(Call call) {
        Object result = mutant.apply(call);
        check(call, result);
        return result;
    }

    private void check(Call call, @Nullable Object result) {
        switch (call.name()) {
            case "append" -> {
                if (result == AppendOutcome.APPENDED) {
                    truth.appended();
                } else {
                    tally.count(Occurrence.PLACE_TAKEN);
                }
            }
            case "commit" -> checkCommit(call.caller(), call.argument(0, Commit.class), (CommitOutcome) result);
            case "claim" -> {
                countClaims(call.caller(), listOf(call.argument(1, List.class), Ownership.class));
                truth.claimed(call.caller(), listOf(result, Ownership.class));
            }
            case "release" -> {
                tally.count(Occurrence.HANDED_OVER);
                truth.released(listOf(call.argument(1, List.class), CheckpointMove.class));
            }
            case "scan" ->
                tally.count(
                        stores.ledger().end(Scenario.SOURCE).last().equals(Position.START)
                                ? Occurrence.BACKFILL
                                : Occurrence.REPAIR);
            default -> {}
        }
    }

    private void checkCommit(ReplicaId caller, Commit commit, @Nullable CommitOutcome outcome) {
        switch (outcome) {
            case CommitOutcome.Committed ignored -> truth.committed(caller, commit);
            case CommitOutcome.Fenced ignored -> tally.count(Occurrence.COMMIT_FENCED);
            case CommitOutcome.Refused ignored -> tally.count(Occurrence.DOCUMENT_REFUSED);
            case null -> {}
        }
    }

    private void countClaims(ReplicaId caller, Collection<Ownership> observed) {
        for (Ownership ownership : observed) {
            if (caller.equals(ownership.owner())) {
                tally.count(Occurrence.CLAIMED_ANEW);
            } else if (ownership.owner() != null) {
                tally.count(Occurrence.TAKEN_OVER);
            }
        }
    }

    private static <T> Collection<T> listOf(@Nullable Object list, Class<T> type) {
        return ((Collection<?>) Objects.requireNonNull(list))
                .stream().map(type::cast).toList();
    }
}
