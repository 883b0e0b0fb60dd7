package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.lease.Ownership;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The far side of every call: applies it to the store, breaks the promise that a mutation names, and has the invariants
 * checked after each write. Confined to the simulation's thread.
 */
final class Server {

    private final Mutant mutant;
    private final Truth truth;

    Server(Mutant mutant, Truth truth) {
        this.mutant = mutant;
        this.truth = truth;
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
                }
            }
            case "commit" -> {
                if (result instanceof CommitOutcome.Committed) {
                    truth.committed(call.caller(), call.argument(0, Commit.class));
                }
            }
            case "claim" -> truth.claimed(call.caller(), listOf(result, Ownership.class));
            case "release" -> truth.released(listOf(call.argument(1, List.class), CheckpointMove.class));
            default -> {}
        }
    }

    private static <T> Collection<T> listOf(@Nullable Object list, Class<T> type) {
        return ((Collection<?>) java.util.Objects.requireNonNull(list))
                .stream().map(type::cast).toList();
    }
}
