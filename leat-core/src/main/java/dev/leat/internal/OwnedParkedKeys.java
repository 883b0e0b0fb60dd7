package dev.leat.internal;

import dev.leat.batch.Keyer;
import dev.leat.park.ParkedKey;
import dev.leat.park.RetryLimits;
import dev.leat.projection.Key;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The parked keys of the owned partitions, and when each is to be tried again. Confined to the projection task. */
final class OwnedParkedKeys {

    private static final long NEVER = Long.MAX_VALUE;

    private final RetryLimits limits;
    private final Map<Key, Scheduled> keys = new HashMap<>();

    OwnedParkedKeys(RetryLimits limits) {
        this.limits = limits;
    }

    /**
     * A parked key in memory.
     *
     * @param nextTryNanos {@link #NEVER} when it waits for somebody
     * @param delayNanos the pause before the next try but one
     * @param budgetEndNanos when Leat gives up trying by itself
     */
    private record Scheduled(ParkedKey key, long nextTryNanos, long delayNanos, long budgetEndNanos) {}

    boolean contains(Key key) {
        return keys.containsKey(key);
    }

    int size() {
        return keys.size();
    }

    /** How many keys and events are parked; an event counts once, however many partitions have parked it. */
    int subjects(Collection<Key> more) {
        Set<String> subjects = new HashSet<>();
        keys.keySet().forEach(key -> subjects.add(Keyer.subjectOf(key)));
        more.forEach(key -> subjects.add(Keyer.subjectOf(key)));
        return subjects.size();
    }

    void removeIf(Predicate<ParkedKey> condition) {
        keys.values().removeIf(scheduled -> condition.test(scheduled.key()));
    }

    void remove(Key key) {
        keys.remove(key);
    }

    void clear() {
        keys.clear();
    }

    /** Takes over what the store holds; the schedules of keys that nobody else tried meanwhile go on. */
    void refresh(List<ParkedKey> stored, long now) {
        Map<Key, Scheduled> before = Map.copyOf(keys);
        keys.clear();
        for (ParkedKey key : stored) {
            Scheduled known = before.get(key.key());
            if (key.request() != null) {
                putAtOnce(key, now);
            } else if (known != null && known.key().equals(key)) {
                keys.put(
                        key.key(),
                        new Scheduled(key, known.nextTryNanos(), known.delayNanos(), known.budgetEndNanos()));
            } else {
                put(key, now);
            }
        }
    }

    /** Adds a key that is to be tried at once, with a budget that begins now. */
    void putAtOnce(ParkedKey key, long now) {
        keys.put(
                key.key(),
                new Scheduled(key, now, firstDelay(), now + limits.budget().toNanos()));
    }

    /** Adds a key whose budget begins now, if it is still retried at all. */
    void put(ParkedKey key, long now) {
        long nextTry = key.state() == ParkedKey.State.RETRYING ? now + firstDelay() : NEVER;
        keys.put(
                key.key(),
                new Scheduled(
                        key, nextTry, firstDelay() * 2, now + limits.budget().toNanos()));
    }

    /** The key that has waited longest for a try that is due; null when there is none. */
    @Nullable ParkedKey due(long now) {
        Scheduled first = null;
        for (Scheduled scheduled : keys.values()) {
            if (scheduled.nextTryNanos() <= now && (first == null || scheduled.nextTryNanos() < first.nextTryNanos())) {
                first = scheduled;
            }
        }
        return first == null ? null : first.key();
    }

    /** Nanoseconds until a try is due; {@link Long#MAX_VALUE} when none will be. */
    long untilDue(long now) {
        long next = NEVER;
        for (Scheduled scheduled : keys.values()) {
            next = Math.min(next, scheduled.nextTryNanos());
        }
        return next == NEVER ? NEVER : Math.max(0, next - now);
    }

    /** What a key becomes after another failed try. */
    ParkedKey afterFailure(ParkedKey key, ParkedKey failure, long now) {
        Scheduled scheduled = keys.get(key.key());
        boolean budgetLeft =
                scheduled != null && scheduled.budgetEndNanos() > now && failure.state() == ParkedKey.State.RETRYING;
        return new ParkedKey(
                key.partition(),
                key.key(),
                budgetLeft ? ParkedKey.State.RETRYING : ParkedKey.State.PARKED,
                failure.failedAt(),
                failure.error(),
                key.attempts() + 1,
                null);
    }

    /** Notes a failed try that was stored. */
    void failedAgain(ParkedKey key, long now) {
        Scheduled scheduled = keys.get(key.key());
        long delay = scheduled == null ? firstDelay() : scheduled.delayNanos();
        long budgetEnd = scheduled == null ? now : scheduled.budgetEndNanos();
        long nextTry = key.state() == ParkedKey.State.RETRYING ? now + delay : NEVER;
        keys.put(
                key.key(),
                new Scheduled(
                        key, nextTry, Math.min(delay * 2, limits.maxDelay().toNanos()), budgetEnd));
    }

    private long firstDelay() {
        return limits.firstDelay().toNanos();
    }
}
