package dev.leat.testkit.simulation;

import dev.leat.event.Position;
import dev.leat.lease.ControlView;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.Entry;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.LedgerEnd;
import dev.leat.observe.Reports;
import dev.leat.partition.SlotSet;
import dev.leat.testkit.memory.InMemoryStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Breaks what only saves work or time. */
final class HarmlessMutant implements Mutant {

    private static final double BROKEN_BETWEEN = 0.05;
    private static final double NOW_AND_THEN = 0.1;

    private final Mutation mutation;
    private final InMemoryStores stores;
    private final Chance chance;
    private final BooleanSupplier calm;
    private final List<LedgerEnd> ends = new ArrayList<>();

    HarmlessMutant(Mutation mutation, InMemoryStores stores, Chance chance, BooleanSupplier calm) {
        this.mutation = mutation;
        this.stores = stores;
        this.chance = chance;
        this.calm = calm;
    }

    @Override
    public @Nullable Object apply(Call call) {
        if (calm.getAsBoolean()) {
            return call.invoke();
        }
        return switch (mutation) {
            case EVERY_LEASE_LOOKS_EXPIRED, EVERYBODY_TAILS ->
                call.name().equals("observe") ? observe(call) : call.invoke();
            case OWNED_PARTITIONS_LOOK_FREE -> call.name().equals("ownerships") ? free(call) : call.invoke();
            case CLAIM_TELLS_AN_OLD_CHECKPOINT -> call.name().equals("claim") ? oldCheckpoints(call) : call.invoke();
            case RELEASE_IS_FORGOTTEN -> call.name().equals("release") ? null : call.invoke();
            case LEDGER_END_IS_STALE -> call.name().equals("end") ? end(call) : call.invoke();
            case TOKEN_AFTER_ENTRY ->
                call.name().equals("append") ? append(call, call.argument(1, Entry.class)) : call.invoke();
            case COVER_IS_LOST -> call.name().equals("cover") && chance.of(NOW_AND_THEN) ? null : call.invoke();
            case FEED_GIVES_FOREIGN_EVENTS ->
                call.name().equals("read") && call.isOf(EventFeed.class)
                        ? call.invokeWith(3, SlotSet.ALL)
                        : call.invoke();
            case REPORT_IS_LOST -> call.isOf(Reports.class) && call.name().equals("write") ? null : call.invoke();
            case NO_WAKE_UP_ARRIVES -> call.name().equals("announce") ? null : call.invoke();
            default -> call.invoke();
        };
    }

    private ControlView observe(Call call) {
        ControlView view = (ControlView) Objects.requireNonNull(call.invoke());
        ReplicaId caller = call.caller();
        if (mutation == Mutation.EVERYBODY_TAILS) {
            Map<String, RoleHolder> roles = new HashMap<>(view.roles());
            Role role = new Role.Tailer(Scenario.SOURCE);
            roles.put(role.name(), new RoleHolder(caller, view.holderOf(role).epoch()));
            return new ControlView(
                    view.now(), view.members(), roles, view.assignment(), view.parkRequests(), view.live());
        }
        List<Member> members = view.members().stream()
                .map(member -> member.id().equals(caller) ? member : silent(member))
                .toList();
        return new ControlView(view.now(), members, view.roles(), view.assignment(), view.parkRequests(), view.live());
    }

    private static Member silent(Member member) {
        return new Member(
                member.id(), member.generation(), Duration.ofHours(1), member.leaving(), member.projections());
    }

    private static List<Ownership> free(Call call) {
        return ownerships(call.invoke()).stream()
                .map(ownership -> call.caller().equals(ownership.owner())
                        ? ownership
                        : with(ownership, null, ownership.checkpoint()))
                .toList();
    }

    private static List<Ownership> oldCheckpoints(Call call) {
        return ownerships(call.invoke()).stream()
                .map(ownership -> with(ownership, ownership.owner(), Position.START))
                .toList();
    }

    private static List<Ownership> ownerships(@Nullable Object result) {
        return ((List<?>) Objects.requireNonNull(result))
                .stream().map(Ownership.class::cast).toList();
    }

    private static Ownership with(Ownership ownership, @Nullable ReplicaId owner, Position checkpoint) {
        return new Ownership(
                ownership.partition(), owner, ownership.epoch(), checkpoint, ownership.commits(), ownership.events());
    }

    private LedgerEnd end(Call call) {
        LedgerEnd end = (LedgerEnd) Objects.requireNonNull(call.invoke());
        ends.add(end);
        return chance.of(NOW_AND_THEN) ? chance.oneOf(ends) : end;
    }

    private @Nullable Object append(Call call, Entry entry) {
        Object outcome = call.invokeWith(1, new Entry(entry.first(), entry.pointers(), null, entry.committedAt()));
        if (outcome == AppendOutcome.APPENDED && entry.token() != null && !chance.of(BROKEN_BETWEEN)) {
            stores.ledger().cover(Scenario.SOURCE, entry.last(), entry.token(), entry.committedAt());
        }
        return outcome;
    }
}
