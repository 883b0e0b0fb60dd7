package dev.leat.testkit.simulation;

import dev.leat.event.EventId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Breaks what the comparison of collection and ledger rests on. */
final class ReconciliationMutant implements Mutant {

    private static final double NOW_AND_THEN = 0.1;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;
    private @Nullable Chunk whenTheEndWasRead;

    ReconciliationMutant(Mutation mutation, InMemoryStores stores, Chance chance) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "openAfter" -> openAfter(call);
            case "end" -> {
                if (mutation == Mutation.SCAN_BEFORE_STREAM) {
                    whenTheEndWasRead = everything();
                }
                yield call.invoke();
            }
            case "scan" -> mutation == Mutation.SCAN_BEFORE_STREAM ? past(call) : call.invoke();
            case "next" -> next((Chunk) Objects.requireNonNull(call.invoke()));
            case "read" ->
                mutation == Mutation.SCAN_DOES_NOT_STRIKE_THE_KNOWN && call.isOf(Ledger.class)
                        ? strangers(call)
                        : call.invoke();
            default -> call.invoke();
        };
    }

    private @Nullable Object openAfter(Call call) {
        Object opened = call.invoke();
        if (mutation != Mutation.HISTORY_LOSS_JUMPS_TO_NOW || opened instanceof Opened.Ready) {
            return opened;
        }
        ResumeToken now = stores.sources().openNow(Scenario.SOURCE).token();
        return call.invokeWith(1, now);
    }

    private Chunk everything() {
        try (Scan scan = stores.sources().scan(Scenario.SOURCE)) {
            return scan.next(Integer.MAX_VALUE);
        }
    }

    private Object past(Call call) {
        Object now = call.invoke();
        Chunk past = whenTheEndWasRead;
        return past == null ? Objects.requireNonNull(now) : new PastScan(past);
    }

    private Chunk next(Chunk chunk) {
        return switch (mutation) {
            case SCAN_DOES_NOT_WAIT_FOR_THE_STREAM -> new Chunk(chunk.pointers(), chunk.last(), ClusterTime.ZERO);
            case SCAN_IS_CUT_SHORT ->
                chunk.last() || !chance.of(NOW_AND_THEN) ? chunk : new Chunk(chunk.pointers(), true, chunk.readAt());
            case SCAN_IS_REVERSED -> new Chunk(chunk.pointers().reversed(), chunk.last(), chunk.readAt());
            default -> chunk;
        };
    }

    /** Entries at the same positions, of events that nobody knows. */
    private static List<Entry> strangers(Call call) {
        List<Entry> entries = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(call.invoke())) {
            Entry entry = (Entry) each;
            List<Pointer> pointers = entry.pointers().stream()
                    .map(pointer -> new Pointer(EventId.of("unknown " + pointer.id()), pointer.slot()))
                    .toList();
            entries.add(new Entry(entry.first(), pointers, entry.token(), entry.committedAt()));
        }
        return entries;
    }

    private record PastScan(Chunk all) implements Scan {

        @Override
        public Chunk next(int maxEvents) {
            return all;
        }

        @Override
        public void close() {}
    }
}
