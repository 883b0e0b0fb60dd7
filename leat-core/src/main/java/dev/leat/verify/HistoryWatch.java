package dev.leat.verify;

import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.SourceId;
import dev.leat.partition.PartitionId;
import dev.leat.verify.Finding.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again at epochs, checkpoints, counters and the ends of ledgers, which only grow, and tells what went
 * back between two looks. It reads, and never writes. Not thread-safe; each look blocks.
 */
public final class HistoryWatch {

    private final VerifiableStores stores;
    private final Map<PartitionId, Ownership> partitions = new HashMap<>();
    private final Map<String, RoleHolder> roles = new HashMap<>();
    private final Map<SourceId, Position> ledgers = new HashMap<>();
    private Findings findings = new Findings(HistoryChecker.MOST_FINDINGS_OF_A_KIND);
    private long looks;

    private HistoryWatch(VerifiableStores stores) {
        this.stores = stores;
    }

    /** Prepares a watch; the first look finds nothing. */
    public static HistoryWatch of(VerifiableStores stores) {
        return new HistoryWatch(stores);
    }

    /** How often it has looked. */
    public long looks() {
        return looks;
    }

    /**
     * Looks once.
     *
     * @return what went back since the look before
     * @throws dev.leat.failure.StoreUnavailableException when the store does not answer; the next look compares with the
     *     last one that was answered
     */
    public List<Finding> look() {
        findings = new Findings(HistoryChecker.MOST_FINDINGS_OF_A_KIND);
        Set<PartitionId> seen = new HashSet<>();
        Set<SourceId> sources = new HashSet<>();
        for (Registration registration : stores.state().registrations()) {
            sources.add(registration.source());
            for (Ownership now : stores.leases().ownerships(registration.projection())) {
                seen.add(now.partition());
                compare(partitions.put(now.partition(), now), now);
            }
        }
        for (PartitionId gone : Set.copyOf(partitions.keySet())) {
            if (!seen.contains(gone)) {
                partitions.remove(gone);
                wentBack(gone.toString(), "the partition is not stored any more");
            }
        }
        stores.leases().observe().roles().forEach((name, now) -> compare(name, roles.put(name, now), now));
        for (SourceId source : sources) {
            Position now = stores.ledger().end(source).last();
            Position before = ledgers.put(source, now);
            if (before != null) {
                requireGrowth("ledger of " + source, "its end", before.value(), now.value());
            }
        }
        looks++;
        return findings.first();
    }

    private void compare(@Nullable Ownership before, Ownership now) {
        if (before == null) {
            return;
        }
        String subject = now.partition().toString();
        requireGrowth(subject, "epoch", before.epoch().value(), now.epoch().value());
        requireGrowth(
                subject,
                "checkpoint",
                before.checkpoint().value(),
                now.checkpoint().value());
        requireGrowth(subject, "counter of commits", before.commits(), now.commits());
        requireGrowth(subject, "counter of events", before.events(), now.events());
        requireOneOwner(subject, before.epoch().equals(now.epoch()), before.owner(), now.owner());
    }

    private void compare(String role, @Nullable RoleHolder before, RoleHolder now) {
        if (before == null) {
            return;
        }
        requireGrowth(
                "role " + role, "epoch", before.epoch().value(), now.epoch().value());
        requireOneOwner("role " + role, before.epoch().equals(now.epoch()), before.holder(), now.holder());
    }

    private void requireGrowth(String subject, String what, long before, long now) {
        if (now < before) {
            wentBack(subject, what + " was " + before + " and is " + now);
        }
    }

    private void requireOneOwner(
            String subject, boolean sameEpoch, @Nullable ReplicaId before, @Nullable ReplicaId now) {
        if (sameEpoch && now != null && !now.equals(before)) {
            wentBack(
                    subject,
                    "its owner was " + (before == null ? "nobody" : before) + " and is " + now + ", under one epoch");
        }
    }

    private void wentBack(String subject, String detail) {
        findings.add(Kind.HISTORY_WENT_BACK, subject, detail);
    }
}
