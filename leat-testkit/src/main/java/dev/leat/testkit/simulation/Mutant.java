package dev.leat.testkit.simulation;

import dev.leat.testkit.memory.InMemoryStores;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls to the store, and breaks the promise that a {@link Mutation} names. */
interface Mutant {

    /** Makes a call, or what the mutation makes of it. */
    @Nullable Object apply(Call call);

    /**
     * The one for a mutation. Confined to the simulation's thread.
     *
     * @param calm true when faults have ended; what only makes work without end stops then
     */
    static Mutant of(Mutation mutation, InMemoryStores stores, Chance chance, BooleanSupplier calm) {
        return switch (mutation.part()) {
            case NONE -> Call::invoke;
            case COMMIT ->
                switch (mutation) {
                    case READ_IS_STALE, CACHE_SURVIVES_FENCING -> new ReadMutant(mutation, stores, chance);
                    default -> new CommitMutant(mutation, stores, chance);
                };
            case LEASE -> new LeaseMutant(mutation, stores);
            case LEDGER -> new LedgerMutant(mutation, stores, chance);
            case RECONCILIATION -> new ReconciliationMutant(mutation, stores, chance);
            case FEED -> new FeedMutant(mutation, chance);
            case PARK -> new ParkMutant(mutation);
            case HARMLESS -> new HarmlessMutant(mutation, stores, chance, calm);
        };
    }
}
