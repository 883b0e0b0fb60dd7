package dev.leat.testkit.simulation;

import dev.leat.event.Position;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.testkit.memory.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks what the ledger and the change stream promise. */
final class LedgerMutant implements Mutant {

    private static final double BROKEN_BETWEEN = 0.05;
    private static final double NOW_AND_THEN = 0.1;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;
    private @Nullable Pointer shownLast;

    LedgerMutant(Mutation mutation, InMemoryStores stores, Chance chance) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
    }

    @Override
    public @Nullable Object apply(Call call) {
        return switch (call.name()) {
            case "append" -> append(call, call.argument(1, Entry.class));
            case "cover" ->
                mutation == Mutation.COVER_COUNTS_ANYWHERE
                        ? call.invokeWith(
                                1, stores.ledger().end(Scenario.SOURCE).last())
                        : call.invoke();
            case "poll" -> call.invoke() instanceof Polled.Events events ? shown(events) : call.invoke();
            default -> call.invoke();
        };
    }

    private @Nullable Object append(Call call, Entry entry) {
        List<Pointer> pointers = new ArrayList<>(entry.pointers());
        switch (mutation) {
            case APPEND_TRUSTS_THE_TAILER -> {
                Object outcome = call.invoke();
                return outcome == AppendOutcome.OCCUPIED ? behindTheEnd(call, entry) : outcome;
            }
            case TOKEN_BEFORE_ENTRY -> {
                return tokenFirst(call, entry);
            }
            case ENTRY_LOSES_AN_EVENT -> {
                if (pointers.size() > 1 && chance.of(NOW_AND_THEN)) {
                    pointers.removeFirst();
                }
            }
            case ENTRY_HOLDS_AN_EVENT_TWICE -> {
                if (chance.of(NOW_AND_THEN)) {
                    pointers.add(pointers.getFirst());
                }
            }
            case ENTRY_IS_REORDERED -> pointers = pointers.reversed();
            default -> {}
        }
        return call.invokeWith(1, new Entry(entry.first(), pointers, entry.token(), entry.committedAt()));
    }

    private @Nullable Object behindTheEnd(Call call, Entry entry) {
        Position behindEnd = stores.ledger().end(Scenario.SOURCE).last().plus(1);
        return call.invokeWith(1, new Entry(behindEnd, entry.pointers(), entry.token(), entry.committedAt()));
    }

    private @Nullable Object tokenFirst(Call call, Entry entry) {
        LedgerEnd end = stores.ledger().end(Scenario.SOURCE);
        if (entry.token() == null || !entry.first().equals(end.last().plus(1))) {
            return call.invoke();
        }
        stores.ledger().cover(Scenario.SOURCE, end.last(), entry.token(), entry.committedAt());
        return chance.of(BROKEN_BETWEEN) ? AppendOutcome.OCCUPIED : call.invoke();
    }

    private Polled shown(Polled.Events events) {
        List<Pointer> pointers = new ArrayList<>(events.pointers());
        if (mutation == Mutation.STREAM_SKIPS_AN_EVENT && !pointers.isEmpty() && chance.of(NOW_AND_THEN)) {
            pointers.removeLast();
        }
        if (mutation == Mutation.STREAM_REPEATS_AN_EVENT && shownLast != null && chance.of(NOW_AND_THEN)) {
            pointers.addFirst(shownLast);
        }
        shownLast = events.pointers().isEmpty() ? shownLast : events.pointers().getLast();
        return new Polled.Events(pointers, events.token(), events.through());
    }
}
