package dev.leat.testkit.simulation;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks what claims and releases promise. */
final class LeaseMutant implements Mutant {

    private final Mutation mutation;
    private final InMemoryStores stores;

    LeaseMutant(Mutation mutation, InMemoryStores stores) {
        this.mutation = mutation;
        this.stores = stores;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "claim" -> mutation == Mutation.RELEASE_IS_NOT_FENCED ? call.invoke() : claim(call);
            case "release" -> mutation == Mutation.RELEASE_IS_NOT_FENCED ? release(call) : call.invoke();
            default -> call.invoke();
        };
    }

    private List<Ownership> claim(Call call) {
        ReplicaId replica = call.argument(0, ReplicaId.class);
        List<Ownership> claimed = new ArrayList<>();
        for (Object each : call.argument(1, List.class)) {
            Ownership observed = (Ownership) each;
            Ownership stored = stored(observed);
            boolean same = stored.epoch().equals(observed.epoch());
            if (same || mutation == Mutation.CLAIM_IGNORES_THE_EPOCH) {
                Ownership mine = claimed(stored, observed, replica);
                stores.force(mine);
                claimed.add(mine);
            }
        }
        return claimed;
    }

    private Ownership claimed(Ownership stored, Ownership observed, ReplicaId replica) {
        Position end = stores.ledger().end(Scenario.SOURCE).last();
        return switch (mutation) {
            case CLAIM_KEEPS_THE_EPOCH -> owned(stored, replica, stored.epoch(), stored.checkpoint());
            case CLAIM_IGNORES_THE_EPOCH ->
                owned(stored, replica, observed.epoch().next(), stored.checkpoint());
            default -> owned(stored, replica, stored.epoch().next(), end);
        };
    }

    private @Nullable Object release(Call call) {
        for (Object each : call.argument(1, List.class)) {
            CheckpointMove move = (CheckpointMove) each;
            Ownership stored = stores.leases()
                    .ownerships(move.partition().projection())
                    .get(move.partition().number());
            stores.force(owned(stored, null, stored.epoch(), move.to()));
        }
        return null;
    }

    private Ownership stored(Ownership ownership) {
        return stores.leases()
                .ownerships(ownership.partition().projection())
                .get(ownership.partition().number());
    }

    private static Ownership owned(Ownership stored, @Nullable ReplicaId owner, Epoch epoch, Position checkpoint) {
        return new Ownership(stored.partition(), owner, epoch, checkpoint, stored.commits(), stored.events());
    }
}
