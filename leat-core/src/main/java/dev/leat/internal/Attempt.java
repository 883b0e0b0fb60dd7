package dev.leat.internal;

import dev.leat.batch.Keyer;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.park.AuditNote;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A try of a parked key: what its request leaves of the first events of its queue. Immutable.
 *
 * @param first the event that failed; null when nothing waits
 * @param items the events to fold, in order
 * @param next where the first event stands that waits behind them; null when there is none
 * @param refusal why what was asked about the first event cannot be done; null when it can
 */
record Attempt(
        ParkedKey key,
        @Nullable ParkedEvent first,
        List<FeedItem> items,
        @Nullable Position next,
        @Nullable String refusal) {

    /**
     * Applies a key's request to its queue.
     *
     * @param queue in order
     * @param items the same events, as they are read
     * @param replaced reads a replacement in the place of an event
     */
    static Attempt of(
            Projection<?> projection,
            ParkedKey key,
            List<ParkedEvent> queue,
            List<FeedItem> items,
            @Nullable Position next,
            Replacing replaced) {
        ParkedEvent first = queue.isEmpty() ? null : queue.getFirst();
        String refusal = refusal(projection, key, first);
        List<FeedItem> left = new ArrayList<>(items);
        if (refusal == null) {
            switch (action(key)) {
                case ParkAction.Retry ignored -> {}
                case ParkAction.Discard ignored -> left.removeFirst();
                case ParkAction.Edit edit ->
                    left.set(0, fitting(projection, key, replaced.read(left.getFirst(), edit.replacement())));
            }
        }
        return new Attempt(key, first, List.copyOf(left), next, refusal);
    }

    /** Reads a replacement in the place of an event. */
    interface Replacing {
        FeedItem read(FeedItem event, Object replacement);
    }

    private static ParkAction action(ParkedKey key) {
        ParkRequest request = key.request();
        return request == null ? ParkRequest.UNSIGNED.action() : request.action();
    }

    private static @Nullable String refusal(Projection<?> projection, ParkedKey key, @Nullable ParkedEvent first) {
        if (action(key) instanceof ParkAction.Retry) {
            return null;
        }
        if (first == null || !first.position().equals(key.failedAt())) {
            return "The event at position " + key.failedAt() + " does not wait any more. Look again what does.";
        }
        return isForAllPartitions(projection, first.id(), key.key())
                ? "An earlier build parked the event once for all partitions, and nobody knows which have applied it."
                        + " Only a retry is safe."
                : null;
    }

    /** A replacement whose effect would be none, or one on other keys than somebody looked at, is not folded. */
    private static FeedItem fitting(Projection<?> projection, ParkedKey key, FeedItem replacement) {
        if (!(replacement instanceof Event event)) {
            return replacement;
        }
        if (!projection.handles(event)) {
            return unfit(
                    event, "The projection does not handle its type, " + event.type() + ". Discard the event instead.");
        }
        if (isMadeUp(key, event.id())) {
            return event;
        }
        Collection<Key> keys;
        try {
            keys = projection.keysOf(event);
        } catch (RuntimeException e) {
            // The batch finds it again, and tells it as for any other event.
            return event;
        }
        return keys.contains(key.key()) ? event : unfit(event, "It is not of this key, but of " + keys + ".");
    }

    private static UnreadableEvent unfit(Event event, String why) {
        return new UnreadableEvent(event.position(), event.id(), event.slot(), "The replacement does not fit. " + why);
    }

    private static boolean isMadeUp(ParkedKey key, EventId event) {
        return key.key().equals(Keyer.unkeyed(event))
                || key.key().equals(Keyer.unkeyed(event, key.partition().number()));
    }

    /** Whether an event was parked once for all partitions, as builds did before each partition parked its own. */
    static boolean isForAllPartitions(Projection<?> projection, EventId event, Key key) {
        return projection.keying() instanceof Keying.ByContent && key.equals(Keyer.unkeyed(event));
    }

    PartitionId partition() {
        return key.partition();
    }

    /** Up to where events are ruled out; the first position when none is. */
    Position ruledOut() {
        return refusal == null && first != null && action(key) instanceof ParkAction.Discard
                ? first.position()
                : Position.START;
    }

    /**
     * What tells of the request once the attempt is stored: the ruling, and the note for the audit.
     *
     * @param failedAt the event that stays first; null when all have taken effect
     * @param error why it failed
     */
    List<ParkChange> answers(@Nullable Position failedAt, String error) {
        ParkRequest request = key.request();
        if (request == null || !request.isSigned()) {
            return List.of();
        }
        Position about = first == null ? key.failedAt() : first.position();
        String failure = refusal != null ? refusal : about.equals(failedAt) ? error : null;
        List<ParkChange> answers = new ArrayList<>();
        if (failure == null && first != null && !(request.action() instanceof ParkAction.Retry)) {
            answers.add(new ParkChange.Rule(partition(), key.key(), first, request));
        }
        String detail = failedAt == null ? "" : "Then the event at position " + failedAt + " failed: " + error;
        answers.add(new ParkChange.Audit(new AuditNote(
                failure == null ? AuditNote.What.DONE : AuditNote.What.FAILED,
                partition(),
                key.key(),
                about,
                first == null ? null : first.id(),
                request,
                failure == null ? detail : failure)));
        return answers;
    }
}
