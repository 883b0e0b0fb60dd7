package dev.leat.lease;

import dev.leat.lease.Assignment.Target;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares the partitions of one projection evenly over replicas and moves as few as it can. Pure.
 *
 * <p>A replica that joins empty-handed gets the most recently moved partitions: after a restart that is what was taken
 * from it, and everybody else is as before. So a rolling restart moves each partition at most twice: away when its
 * owner stops, back when it is there again. Whatever history the partitions have plays no part in that.
 */
public final class Assignor {

    private final ProjectionId projection;
    private final List<Target> targets;
    private final List<ReplicaId> youngestFirst;
    private final Map<ReplicaId, List<Integer>> held = new LinkedHashMap<>();
    private final int lastChange;

    private Assignor(ProjectionId projection, List<Target> targets, Collection<Member> members) {
        this.projection = projection;
        this.targets = targets;
        this.youngestFirst = members.stream()
                .sorted(Comparator.comparingLong(Member::generation).reversed())
                .map(Member::id)
                .toList();
        this.lastChange = targets.stream().mapToInt(Target::moves).max().orElse(0);
        youngestFirst.forEach(replica -> held.put(replica, new ArrayList<>()));
        for (int partition = 0; partition < targets.size(); partition++) {
            List<Integer> partitions = held.get(targets.get(partition).replica());
            if (partitions != null) {
                partitions.add(partition);
            }
        }
    }

    /**
     * The new targets of a projection.
     *
     * @param count number of partitions
     * @param present by partition number; shorter or empty at first
     * @param members those that may take partitions
     */
    public static List<Target> assign(ProjectionId projection, int count, List<Target> present, List<Member> members) {
        List<Target> targets = new ArrayList<>(Collections.nCopies(count, Target.NOBODY));
        for (int partition = 0; partition < Math.min(count, present.size()); partition++) {
            targets.set(partition, present.get(partition));
        }
        if (!members.isEmpty()) {
            new Assignor(projection, targets, members).share();
        }
        return List.copyOf(targets);
    }

    private void share() {
        int least = targets.size() / held.size();
        int most = (targets.size() + held.size() - 1) / held.size();
        List<Integer> orphans = orphans();
        boolean even = held.values().stream().allMatch(own -> own.size() >= least && own.size() <= most);
        if (orphans.isEmpty() && even) {
            return;
        }
        boolean joining = orphans.isEmpty() && held.values().stream().anyMatch(List::isEmpty);
        Map<ReplicaId, Integer> quotas = quotas(joining);
        Comparator<Integer> longestAgo =
                Comparator.comparingInt(partition -> targets.get(partition).moves());
        held.forEach((replica, partitions) -> {
            partitions.sort(joining ? longestAgo.reversed() : longestAgo);
            for (int surplus = partitions.size() - quotaOf(quotas, replica); surplus > 0; surplus--) {
                orphans.add(partitions.removeFirst());
            }
        });
        orphans.sort(longestAgo.reversed());
        place(orphans, quotas);
    }

    /** Partitions whose replica is gone, or that never had one. */
    private List<Integer> orphans() {
        List<Integer> orphans = new ArrayList<>();
        for (int partition = 0; partition < targets.size(); partition++) {
            ReplicaId replica = targets.get(partition).replica();
            if (replica == null || !held.containsKey(replica)) {
                orphans.add(partition);
            }
        }
        return orphans;
    }

    /**
     * Equal shares. What is left over goes to those who hold more already, of the others to the youngest; at first,
     * differently for each projection. What the last change moved does not count as held when somebody joins, who is
     * to get it back.
     */
    private Map<ReplicaId, Integer> quotas(boolean joining) {
        int count = targets.size();
        int share = count / held.size();
        List<ReplicaId> order = new ArrayList<>(youngestFirst);
        if (targets.stream().allMatch(target -> target.replica() == null)) {
            order.sort(Comparator.comparing(ReplicaId::toString));
            Collections.rotate(order, Math.floorMod(projection.hashCode(), order.size()));
        }
        order.sort(Comparator.comparing(replica -> settled(replica, joining) <= share));
        Map<ReplicaId, Integer> quotas = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            quotas.put(order.get(i), share + (i < count % order.size() ? 1 : 0));
        }
        return quotas;
    }

    private long settled(ReplicaId replica, boolean joining) {
        return held.getOrDefault(replica, List.of()).stream()
                .filter(partition ->
                        !joining || lastChange == 0 || targets.get(partition).moves() < lastChange)
                .count();
    }

    private static int quotaOf(Map<ReplicaId, Integer> quotas, ReplicaId replica) {
        return quotas.getOrDefault(replica, 0);
    }

    private void place(List<Integer> orphans, Map<ReplicaId, Integer> quotas) {
        int next = 0;
        for (Map.Entry<ReplicaId, List<Integer>> entry : held.entrySet()) {
            int room = quotaOf(quotas, entry.getKey()) - entry.getValue().size();
            for (; room > 0 && next < orphans.size(); room--, next++) {
                move(orphans.get(next), entry.getKey());
            }
        }
    }

    private void move(int partition, ReplicaId replica) {
        Target target = targets.get(partition);
        boolean first = target.replica() == null;
        targets.set(partition, new Target(replica, first ? target.moves() : lastChange + 1));
    }
}
