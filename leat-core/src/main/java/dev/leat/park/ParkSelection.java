package dev.leat.park;

import dev.leat.event.Position;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which parked keys a request is about. Immutable. */
public sealed interface ParkSelection {

    ProjectionId projection();

    /** Every parked key of a projection. */
    record All(ProjectionId projection) implements ParkSelection {}

    /**
     * The parked keys of a projection whose error contains some words, upper and lower case told apart.
     *
     * @param words one character or more
     */
    record WithError(ProjectionId projection, String words) implements ParkSelection {
        public WithError {
            if (words.isEmpty() || words.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("Words of the error must have 1 character or more, and no NUL.");
            }
        }
    }

    /**
     * Those of some keys that are parked.
     *
     * @param failedAt only if the event that failed has this position; null: whatever failed
     */
    record Keys(
            ProjectionId projection,
            Set<Key> keys,
            @Nullable Position failedAt) implements ParkSelection {
        public Keys {
            keys = Set.copyOf(keys);
        }
    }

    /** A key, whatever failed. For an event that partitions have parked, under any of its keys, every one of them. */
    static ParkSelection key(ProjectionId projection, Key key) {
        return new Keys(projection, Set.of(key), null);
    }

    /** A key as somebody saw it: not if another event has failed since. */
    static ParkSelection seen(ParkedKey key) {
        return new Keys(key.partition().projection(), Set.of(key.key()), key.failedAt());
    }
}
