package dev.leat.benchmarks.replica;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the replicas of a fleet have reported so far. Thread-safe. */
final class FleetState {

    private final Map<String, Set<String>> partitions = new HashMap<>();
    private final Set<String> ready = new HashSet<>();
    private final Set<String> held = new HashSet<>();
    private final Map<String, Long> heaps = new HashMap<>();
    private @Nullable String tailer;
    private long committedEvents;
    private long commits;
    private long lastCommitNanos;
    private long lastMoveNanos = System.nanoTime();

    synchronized void started(String replica, long nanos) {
        partitions.put(replica, new HashSet<>());
        lastMoveNanos = nanos;
    }

    synchronized void ended(String replica, long nanos) {
        partitions.remove(replica);
        ready.remove(replica);
        held.remove(replica);
        lastMoveNanos = nanos;
    }

    synchronized void heard(String replica, Report report, long nanos) {
        switch (report) {
            case Report.Ready ignored -> ready.add(replica);
            case Report.Held ignored -> held.add(replica);
            case Report.Heap heap -> heaps.put(replica, heap.bytes());
            case Report.Appended ignored -> tailer = replica;
            case Report.Claimed claimed -> {
                of(replica).add(claimed.partition());
                lastMoveNanos = nanos;
            }
            case Report.Parted parted -> {
                of(replica).remove(parted.partition());
                lastMoveNanos = nanos;
            }
            case Report.Committed committed -> {
                committedEvents += committed.events();
                commits++;
                if (committed.events() > 0) {
                    lastCommitNanos = nanos;
                }
            }
        }
    }

    private Set<String> of(String replica) {
        return partitions.computeIfAbsent(replica, key -> new HashSet<>());
    }

    synchronized void releasedAll() {
        held.clear();
    }

    synchronized boolean areHeld(Set<String> replicas) {
        return held.containsAll(replicas);
    }

    /** Whether all partitions are owned, shared out evenly, and have been at rest since a moment. */
    synchronized boolean isBalanced(Set<String> replicas, int partitionCount, long restSince) {
        int sum = 0;
        int most = 0;
        int least = partitionCount;
        for (String replica : replicas) {
            int count = of(replica).size();
            sum += count;
            most = Math.max(most, count);
            least = Math.min(least, count);
        }
        return ready.containsAll(replicas)
                && sum == partitionCount
                && most - least <= 1
                && lastMoveNanos - restSince <= 0;
    }

    /** Makes the next {@link #heap} a fresh one. */
    synchronized void forgetHeap(String replica) {
        heaps.remove(replica);
    }

    /** What a replica has told of its heap; null when nothing. */
    synchronized @Nullable Long heap(String replica) {
        return heaps.get(replica);
    }

    synchronized Set<String> partitions(String replica) {
        return Set.copyOf(of(replica));
    }

    synchronized @Nullable String tailer() {
        return tailer;
    }

    synchronized long committedEvents() {
        return committedEvents;
    }

    synchronized long commits() {
        return commits;
    }

    synchronized long lastCommitNanos() {
        return lastCommitNanos;
    }
}
