package dev.leat.internal;

import dev.leat.batch.Keyer;
import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.lease.Ownership;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.SourceId;
import dev.leat.observe.Visibility;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.stores.LeatStores;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * Looks once for all who wait: where their events are in the ledger, which keys these concern, and whether the partitions
 * of the keys have passed them. Confined to the watch's thread.
 */
final class VisibilityLook {

    /** Behind so much time everything has mostly passed, and nothing is gained by knowing the place. */
    private static final Duration LONG_AGO = Duration.ofMinutes(10);

    private static final int MOST_EVENTS = 10_000;

    private final LeatStores stores;
    private final ConcurrentMap<PartitionId, Position> checkpoints;
    private final Map<SourceId, LedgerIndex> ledgers = new HashMap<>();

    /**
     * A look.
     *
     * @param checkpoints the furthest that were seen so far, also by others
     */
    VisibilityLook(LeatStores stores, ConcurrentMap<PartitionId, Position> checkpoints) {
        this.stores = stores;
        this.checkpoints = checkpoints;
    }

    /** Tells those who need not wait any more. */
    void at(List<Waiting> waiting) {
        Map<SourceId, List<Waiting>> bySource = waiting.stream()
                .collect(
                        Collectors.groupingBy(each -> SourceId.of(each.receipt().source())));
        bySource.forEach(this::locate);
        bySource.forEach(this::learnKeys);
        waiting.stream()
                .filter(Waiting::knowsItsKeys)
                .collect(Collectors.groupingBy(Waiting::projection))
                .forEach(this::settle);
    }

    /** Forgets what is of use only while somebody waits. */
    void forget() {
        ledgers.clear();
    }

    private void locate(SourceId source, List<Waiting> waiting) {
        List<Waiting> unlocated =
                waiting.stream().filter(each -> each.position() == null).toList();
        if (unlocated.isEmpty()) {
            return;
        }
        LedgerEnd end = stores.ledger().end(source);
        Map<Boolean, List<Waiting>> byAge =
                unlocated.stream().collect(Collectors.partitioningBy(each -> isRecent(each.receipt(), end)));
        List<Waiting> recent = Objects.requireNonNull(byAge.get(true));
        if (!recent.isEmpty()) {
            locateRecent(source, recent);
        }
        Objects.requireNonNull(byAge.get(false)).stream()
                .filter(each ->
                        !end.coveredTo().isBefore(new ClusterTime(each.receipt().notAfter())))
                .forEach(each -> each.isSomewhereBefore(end.last()));
    }

    /** Whether it is worth looking for. Receipts come from anywhere, and none must make a replica read a whole ledger. */
    private static boolean isRecent(Receipt receipt, LedgerEnd end) {
        Instant committed = new ClusterTime(receipt.notBefore()).toInstant();
        return receipt.events() <= MOST_EVENTS
                && committed.isAfter(end.coveredTo().toInstant().minus(LONG_AGO));
    }

    private void locateRecent(SourceId source, List<Waiting> waiting) {
        LedgerIndex ledger = ledgers.computeIfAbsent(source, each -> new LedgerIndex(stores.ledger(), each));
        ledger.reachBackTo(waiting.stream()
                .map(each -> new ClusterTime(each.receipt().notBefore()))
                .min(ClusterTime::compareTo)
                .orElseThrow());
        Map<String, Position> found = ledger.find(
                waiting.stream().map(each -> each.receipt().lastEvent()).toList());
        for (Waiting each : waiting) {
            Position position = found.get(each.receipt().lastEvent());
            if (position != null) {
                each.foundAt(position);
            }
        }
    }

    private void learnKeys(SourceId source, List<Waiting> waiting) {
        List<Waiting> unknowing = waiting.stream()
                .filter(each -> each.position() != null && !each.knowsItsKeys())
                .toList();
        if (unknowing.isEmpty()) {
            return;
        }
        Set<Position> positions = new LinkedHashSet<>();
        unknowing.forEach(each -> positions.addAll(each.positions()));
        Map<Position, FeedItem> items = new HashMap<>();
        stores.feed().fetch(source, List.copyOf(positions)).forEach(item -> items.put(item.position(), item));
        for (Waiting each : unknowing) {
            List<FeedItem> own = each.positions().stream()
                    .map(position -> Objects.requireNonNull(items.get(position)))
                    .toList();
            Map<Key, Integer> keyed = new HashMap<>();
            Keyer.key(each.projection(), own, partition -> true)
                    .forEach(item -> keyed.put(item.key(), item.partition()));
            each.concerns(areOfItsStream(each, own) ? Optional.of(keyed) : Optional.empty());
        }
    }

    /** Else the ledger does not have the append in one piece, as behind a loss of history. */
    private static boolean areOfItsStream(Waiting waiting, List<FeedItem> items) {
        return items.stream()
                .allMatch(
                        item -> !(item instanceof Event event) || event.stream().equals(waiting.receipt().stream()));
    }

    private void settle(Projection<?> projection, List<Waiting> waiting) {
        if (!waiting.stream().allMatch(each -> each.isPassed(this::checkpoint))) {
            for (Ownership ownership : stores.leases().ownerships(projection.id())) {
                checkpoints.merge(ownership.partition(), ownership.checkpoint(), Position::max);
            }
        }
        List<Waiting> passed =
                waiting.stream().filter(each -> each.isPassed(this::checkpoint)).toList();
        if (!passed.isEmpty()) {
            Map<Key, ParkedKey> parked = stores.parked().parked(projection.id()).stream()
                    .collect(Collectors.toMap(ParkedKey::key, key -> key, (one, other) -> one));
            passed.forEach(
                    each -> each.result().complete(each.isHeldUpBy(parked) ? Visibility.PARKED : Visibility.VISIBLE));
        }
    }

    private Position checkpoint(PartitionId partition) {
        return checkpoints.getOrDefault(partition, Position.START);
    }
}
