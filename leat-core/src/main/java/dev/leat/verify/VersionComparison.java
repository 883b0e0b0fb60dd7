package dev.leat.verify;

import dev.leat.lease.Registration;
import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the documents of two versions of a projection, while replicas may work on both: what differs is looked at again,
 * for the one may only be behind the other. Whether a difference is right only those know who changed the folds; whether a
 * version is the fold of its events, the {@link HistoryChecker} tells. Immutable.
 *
 * @param before documents of the one version
 * @param after documents of the other
 * @param onlyBefore how many keys the other lacks
 * @param onlyAfter how many keys the one lacks
 * @param differing how many documents of one key differ
 * @param fields in how many of those each field differs, in the order of names
 * @param examples keys that differ, with how, some of them
 */
public record VersionComparison(
        long before,
        long after,
        long onlyBefore,
        long onlyAfter,
        long differing,
        Map<String, Long> fields,
        List<String> examples) {

    private static final int EXAMPLES = 20;

    public VersionComparison {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        examples = List.copyOf(examples);
    }

    /** Whether both have the same documents. */
    public boolean isSame() {
        return onlyBefore + onlyAfter + differing == 0;
    }

    /**
     * Compares.
     *
     * @param slots of the keys that are compared
     * @param betweenLooks called before each further look; it waits for a moment
     * @param looks how often to look at most, 1 or more
     */
    public static VersionComparison of(
            StateReader state,
            Registration before,
            Registration after,
            SlotSet slots,
            int looks,
            Runnable betweenLooks) {
        Map<Key, StoredDocument> one = state.read(before, slots).documents();
        Map<Key, StoredDocument> other = state.read(after, slots).documents();
        Set<Key> differing = differing(one, other, union(one.keySet(), other.keySet()));
        Map<Key, StoredDocument> lastOne = one;
        Map<Key, StoredDocument> lastOther = other;
        for (int look = 1; look < looks && !differing.isEmpty(); look++) {
            betweenLooks.run();
            SlotSet again = slotsOf(differing);
            lastOne = state.read(before, again).documents();
            lastOther = state.read(after, again).documents();
            differing = differing(lastOne, lastOther, differing);
        }
        return result(one.size(), other.size(), differing, lastOne, lastOther);
    }

    private static Set<Key> union(Set<Key> one, Set<Key> other) {
        Set<Key> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Set<Key> differing(Map<Key, StoredDocument> one, Map<Key, StoredDocument> other, Set<Key> keys) {
        Set<Key> differing = new HashSet<>();
        for (Key key : keys) {
            if (!Objects.equals(one.get(key), other.get(key))) {
                differing.add(key);
            }
        }
        return differing;
    }

    private static SlotSet slotsOf(Set<Key> keys) {
        Set<Integer> slots = new HashSet<>();
        keys.forEach(key -> slots.add(Slots.of(key.value())));
        return SlotSet.where(slots::contains);
    }

    private static VersionComparison result(
            long before, long after, Set<Key> differing, Map<Key, StoredDocument> one, Map<Key, StoredDocument> other) {
        long onlyBefore = 0;
        long onlyAfter = 0;
        Map<String, Long> fields = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        for (Key key :
                differing.stream().sorted(Comparator.comparing(Key::value)).toList()) {
            StoredDocument here = one.get(key);
            StoredDocument there = other.get(key);
            String how;
            if (here == null || there == null) {
                onlyBefore += here == null ? 0 : 1;
                onlyAfter += there == null ? 0 : 1;
                how = here == null ? "only in the new version" : "only in the old version";
            } else {
                List<String> names = fieldsThatDiffer(here, there);
                names.forEach(name -> fields.merge(name, 1L, Long::sum));
                how = "differs in " + names;
            }
            if (examples.size() < EXAMPLES) {
                examples.add(key + " " + how);
            }
        }
        return new VersionComparison(
                before, after, onlyBefore, onlyAfter, differing.size() - onlyBefore - onlyAfter, fields, examples);
    }

    private static List<String> fieldsThatDiffer(StoredDocument one, StoredDocument other) {
        Set<String> names = new TreeSet<>(one.fields().keySet());
        names.addAll(other.fields().keySet());
        return names.stream()
                .filter(name ->
                        !Objects.equals(one.fields().get(name), other.fields().get(name)))
                .toList();
    }
}
