package dev.leat.testkit.simulation;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.ledger.SourceStream.Started;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkStore;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.simulation.Plan.CallFaults;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies between replicas and the store: requests and replies get lost, writes take effect long after their caller
 * gave up, callers die with a call on the way. Confined to the simulation's thread.
 */
final class Network {

    private static final Set<String> WRITES = Set.of(
            "commit",
            "claim",
            "release",
            "append",
            "cover",
            "publish",
            "take",
            "giveBack",
            "heartbeat",
            "leave",
            "announce",
            "write",
            "remove");
    private static final long LONGEST_DELAY = 9 * SimulatedTime.SECOND;
    private static final long LONGEST_POLL = 700 * SimulatedTime.MILLI;
    private final StoreUnavailableException unavailable = new StoreUnavailableException(
            "simulated: no answer", new IllegalStateException("one for all, its stack trace says nothing"));

    private final Server server;
    private final Chance chance;
    private final SimulatedTime time;
    private final Trace trace;
    private final Tally tally;
    private final CallFaults rates;
    private boolean faulty = true;
    private long outageUntil = Long.MIN_VALUE;
    private long slept;

    Network(Server server, Chance chance, SimulatedTime time, Trace trace, Tally tally, CallFaults rates) {
        this.server = server;
        this.chance = chance;
        this.time = time;
        this.trace = trace;
        this.tally = tally;
        this.rates = rates;
    }

    /** Ends all faults but the writes that are still on their way. */
    void heal() {
        faulty = false;
    }

    void outage(long nanos) {
        tally.count(Occurrence.STORE_OUTAGE);
        outageUntil = time.now() + nanos;
    }

    /** How long the last step waited inside its call; asked once. */
    long takeSlept() {
        long taken = slept;
        slept = 0;
        return taken;
    }

    /** The store as a replica sees it. */
    LeatStores connect(ReplicaId caller, LeatStores stores) {
        Map<String, Object> parts = new HashMap<>();
        parts.put("leases", proxy(caller, LeaseStore.class, stores.leases()));
        parts.put("ledger", proxy(caller, Ledger.class, stores.ledger()));
        parts.put("sources", proxy(caller, SourceStream.class, stores.sources()));
        parts.put("feed", proxy(caller, EventFeed.class, stores.feed()));
        parts.put("readModels", proxy(caller, ReadModelStore.class, stores.readModels()));
        parts.put("parked", proxy(caller, ParkStore.class, stores.parked()));
        parts.put("reports", proxy(caller, Reports.class, stores.reports()));
        parts.put("live", proxy(caller, LiveVersions.class, stores.live()));
        parts.put("wakeups", proxy(caller, Wakeups.class, stores.wakeups()));
        return (LeatStores) Proxy.newProxyInstance(
                LeatStores.class.getClassLoader(),
                new Class<?>[] {LeatStores.class},
                (self, method, arguments) -> parts.get(method.getName()));
    }

    private <T> T proxy(ReplicaId caller, Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(caller, target, method, arguments)));
    }

    private @Nullable Object call(
            ReplicaId caller, Object target, Method method, @Nullable Object @Nullable [] arguments) {
        Call call = new Call(caller, target, method, arguments);
        if (call.name().equals("close") || call.isOfObject()) {
            return call.invoke();
        }
        if (time.now() < outageUntil) {
            throw unavailable(call, "outage");
        }
        if (!faulty) {
            return reply(call, server.apply(call));
        }
        if (chance.of(rates.lostRequest())) {
            throw unavailable(call, Occurrence.REQUEST_LOST);
        }
        if (WRITES.contains(call.name()) && chance.of(rates.delayed())) {
            applyLater(call);
            throw unavailable(call, Occurrence.WRITE_DELAYED);
        }
        if (chance.of(rates.crash())) {
            crash(call);
        }
        Object result = server.apply(call);
        if (chance.of(rates.lostReply())) {
            throw unavailable(call, Occurrence.REPLY_LOST);
        }
        if (chance.of(rates.slow())) {
            tally.count(Occurrence.REPLY_SLOW);
            slept = chance.nanosBelow(5 * SimulatedTime.SECOND);
        }
        return reply(call, result);
    }

    private StoreUnavailableException unavailable(Call call, Occurrence how) {
        tally.count(how);
        return unavailable(call, how.name());
    }

    private StoreUnavailableException unavailable(Call call, String how) {
        trace.add(() -> call.caller() + " " + how + ": " + call.name());
        return unavailable;
    }

    private void applyLater(Call call) {
        time.after(chance.nanosBelow(LONGEST_DELAY), () -> {
            Object result = server.apply(call);
            trace.add(() -> call.caller() + " delayed write arrives: " + call + " -> " + result);
        });
    }

    /** The caller dies: before the call left, with the call on its way, or before it heard the reply. */
    private void crash(Call call) {
        int when = chance.below(3);
        trace.add(() -> call.caller() + " dies at " + call.name() + ", case " + when);
        if (when == 1 && WRITES.contains(call.name())) {
            applyLater(call);
        } else if (when == 2) {
            server.apply(call);
        }
        throw new SimulatedCrash();
    }

    private @Nullable Object reply(Call call, @Nullable Object result) {
        trace.add(() -> call.caller() + " " + call + " -> " + result);
        return switch (result) {
            case null -> null;
            case Opened.Ready ready -> new Opened.Ready(proxy(call.caller(), Cursor.class, ready.cursor()));
            case Started started -> new Started(proxy(call.caller(), Cursor.class, started.cursor()), started.token());
            case Scan scan -> proxy(call.caller(), Scan.class, scan);
            case Polled.Events events -> {
                if (events.pointers().isEmpty()) {
                    slept = Math.max(slept, chance.nanosBelow(LONGEST_POLL));
                }
                yield events;
            }
            default -> result;
        };
    }
}
