package dev.leat.operate;

import dev.leat.batch.Keyer;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Registration;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.park.AuditEntry;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.stores.LeatStores;
import dev.leat.verify.VerifiableStores;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lists parked keys and asks their owners to retry them, to discard the event that failed, or to fold another one in its
 * place. An owner carries out what was asked once, in the key's order; {@link #audit} tells what came of it. A key has one
 * request at a time: a newer one takes its place.
 *
 * <p>Works from any process that has the stores, whether or not a replica runs in it; where no replica hosts the
 * projection, requests wait. Thread-safe; every call blocks.
 *
 * <p>Every call throws {@link dev.leat.failure.StoreUnavailableException} when the store does not answer; then it is
 * unknown whether a request was stored, and the audit tells. Asking again about a key {@linkplain ParkSelection#seen as
 * seen} does no harm.
 */
public final class ParkedKeys {

    private final LeatStores stores;
    private final Function<ProjectionId, SourceId> sources;

    /**
     * For projections whose sources are known.
     *
     * @param sources the source of a projection; throws for one that is not known
     */
    public ParkedKeys(LeatStores stores, Function<ProjectionId, SourceId> sources) {
        this.stores = stores;
        this.sources = sources;
    }

    /**
     * For every projection that the store knows.
     *
     * @param stores with the mappings and types of the replicas, when events are to be shown or edited
     */
    public static ParkedKeys of(VerifiableStores stores) {
        return new ParkedKeys(stores, projection -> sourceOf(stores, projection));
    }

    private static SourceId sourceOf(VerifiableStores stores, ProjectionId projection) {
        List<Registration> known = stores.state().registrations();
        return known.stream()
                .filter(registration -> registration.projection().equals(projection))
                .map(Registration::source)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("Projection " + projection
                        + " never ran on this database. Choose one of "
                        + known.stream().map(Registration::projection).toList() + "."));
    }

    /** Every parked key of a projection. */
    public List<ParkedKey> list(ProjectionId projection) {
        return stores.parked().parked(projection);
    }

    /** The parked keys of a selection. */
    public List<ParkedKey> list(ParkSelection selection) {
        List<ParkedKey> parked = list(selection.projection());
        return switch (selection) {
            case ParkSelection.All ignored -> parked;
            case ParkSelection.WithError some ->
                parked.stream()
                        .filter(key -> key.error().contains(some.words()))
                        .toList();
            case ParkSelection.Keys keys -> {
                Set<String> subjects =
                        keys.keys().stream().map(Keyer::subjectOf).collect(Collectors.toSet());
                yield parked.stream()
                        .filter(key -> subjects.contains(Keyer.subjectOf(key.key())))
                        .filter(key -> keys.failedAt() == null || key.failedAt().equals(keys.failedAt()))
                        .toList();
            }
        };
    }

    /**
     * A parked key with the event that failed.
     *
     * @param key itself, or {@code event:<id>} for an event that partitions have parked
     * @param maxQueue most events of the queue that are wanted, 1 or more
     * @return empty when it is not parked
     */
    public Optional<ParkedDetails> show(ProjectionId projection, Key key, int maxQueue) {
        List<ParkedKey> found = list(ParkSelection.key(projection, key));
        return found.stream()
                .filter(parked -> parked.key().equals(key))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .flatMap(parked -> details(parked, maxQueue));
    }

    private Optional<ParkedDetails> details(ParkedKey key, int maxQueue) {
        ProjectionId projection = key.partition().projection();
        List<ParkedEvent> queue = stores.parked().queue(projection, key.key(), maxQueue + 1);
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        SourceId source = sources.apply(projection);
        FeedItem event = stores.feed()
                .fetch(source, List.of(queue.getFirst().position()))
                .getFirst();
        return Optional.of(new ParkedDetails(
                key,
                event,
                stores.feed().stored(source, event.id()).orElse(null),
                queue.subList(0, Math.min(maxQueue, queue.size())),
                queue.size() > maxQueue));
    }

    /**
     * Asks for another try, now, and with a new budget.
     *
     * @param by who asks
     * @param reason why
     * @return how many keys are parked and were asked for
     * @throws IllegalArgumentException when {@code by} or {@code reason} is blank, too long, or has control characters
     */
    public int retry(ParkSelection selection, String by, String reason) {
        return request(selection, ParkRequest.of(new ParkAction.Retry(), by, reason));
    }

    /** As {@link #retry(ParkSelection, String, String)}, for one key, or for an event that partitions have parked. */
    public int retry(ProjectionId projection, Key key, String by, String reason) {
        return retry(ParkSelection.key(projection, key), by, reason);
    }

    /**
     * Asks to remove the event that failed, for good, and to go on with the rest of the queue. In bulk it is about the
     * event that each key has failed at when the request is stored.
     *
     * @param selection single keys {@linkplain ParkSelection#seen as seen}, so that no event is discarded unseen
     * @param by who asks
     * @param reason why
     * @return how many keys are parked so and were asked for
     * @throws IllegalArgumentException when {@code by} or {@code reason} is blank, too long, or has control characters, or
     *     a key is not given as seen
     */
    public int discard(ParkSelection selection, String by, String reason) {
        if (selection instanceof ParkSelection.Keys keys && keys.failedAt() == null) {
            throw new IllegalArgumentException("Discard of " + keys.keys()
                    + " does not say which event: another may fail before it is carried out. Use ParkSelection.seen.");
        }
        return request(selection, ParkRequest.of(new ParkAction.Discard(), by, reason));
    }

    /**
     * Asks to fold another event in the place of the one that failed. The failed one stays in its collection; both are
     * kept in the {@linkplain #rulings ruling}. When the replacement fails too, the key stays parked with its error.
     *
     * @param seen the key as it was listed or shown
     * @param replacement a changed copy of {@link ParkedDetails#document}
     * @param by who asks
     * @param reason why
     * @return how many keys are parked so and were asked for: of an event that partitions have parked, each of its parts
     * @throws IllegalArgumentException when {@code by} or {@code reason} is blank, too long, or has control characters, or
     *     the replacement cannot be read as that event
     */
    public int edit(ParkedKey seen, Object replacement, String by, String reason) {
        ParkRequest request = ParkRequest.of(new ParkAction.Edit(replacement), by, reason);
        SourceId source = sources.apply(seen.partition().projection());
        FeedItem event = stores.feed().fetch(source, List.of(seen.failedAt())).getFirst();
        if (stores.feed().replaced(source, event, replacement) instanceof UnreadableEvent unreadable) {
            throw new IllegalArgumentException("The replacement of event " + event.id() + " cannot be read: "
                    + unreadable.reason() + ". Correct it.");
        }
        return request(ParkSelection.seen(seen), request);
    }

    private int request(ParkSelection selection, ParkRequest request) {
        int asked = stores.parked().request(withAllParts(selection), request);
        if (asked > 0) {
            stores.wakeups().announce(new Wakeup.ControlChanged());
        }
        return asked;
    }

    /** An event that partitions have parked is one to people, and a key in each of them. */
    private ParkSelection withAllParts(ParkSelection selection) {
        if (!(selection instanceof ParkSelection.Keys keys)) {
            return selection;
        }
        Set<Key> parts = list(keys).stream().map(ParkedKey::key).collect(Collectors.toSet());
        return new ParkSelection.Keys(keys.projection(), parts, keys.failedAt());
    }

    /** What was discarded or replaced in a projection, in the order of positions. */
    public List<Ruling> rulings(ProjectionId projection) {
        return stores.parked().rulings(projection);
    }

    /** Who asked what about the parked keys of a projection, and what came of it: the last entries, newest first. */
    public List<AuditEntry> audit(ProjectionId projection, int maxEntries) {
        return stores.parked().audit(projection, maxEntries);
    }
}
