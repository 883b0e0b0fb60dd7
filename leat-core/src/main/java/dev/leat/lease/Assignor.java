package dev.leat.lease;

import dev.leat.lease.Assignment.Target;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares the partitions of one projection evenly over replicas and moves as few as it can. Pure.
 *
 * <p>Of the partitions that could move, the least moved go first; orphans that moved before go to the youngest replica,
 * which in a rolling restart is the one that will not be restarted again. So a rolling restart moves each partition at
 * most twice.
 */
public final class Assignor {

    private Assignor() {}

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
        if (members.isEmpty()) {
            return List.copyOf(targets);
        }
        Map<ReplicaId, List<Integer>> held = heldBy(members, targets);
        Map<ReplicaId, Integer> quotas = quotas(projection, count, members, held);
        List<Integer> orphans = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            ReplicaId replica = targets.get(partition).replica();
            if (replica == null || !held.containsKey(replica)) {
                orphans.add(partition);
            }
        }
        Comparator<Integer> byMoves =
                Comparator.comparingInt(partition -> targets.get(partition).moves());
        held.forEach((replica, partitions) -> {
            partitions.sort(byMoves);
            int surplus = partitions.size() - quotas.getOrDefault(replica, 0);
            for (int i = 0; i < surplus; i++) {
                orphans.add(partitions.removeFirst());
            }
        });
        orphans.sort(byMoves.reversed());
        place(orphans, targets, held, quotas, youngestFirst(members));
        return List.copyOf(targets);
    }

    private static Map<ReplicaId, List<Integer>> heldBy(List<Member> members, List<Target> targets) {
        Map<ReplicaId, List<Integer>> held = new HashMap<>();
        members.forEach(member -> held.put(member.id(), new ArrayList<>()));
        for (int partition = 0; partition < targets.size(); partition++) {
            List<Integer> partitions = held.get(targets.get(partition).replica());
            if (partitions != null) {
                partitions.add(partition);
            }
        }
        return held;
    }

    /** Equal shares; what is left over goes to those who hold most already, and differently for each projection. */
    private static Map<ReplicaId, Integer> quotas(
            ProjectionId projection, int count, List<Member> members, Map<ReplicaId, List<Integer>> held) {
        List<ReplicaId> order = new ArrayList<>(members.stream()
                .map(Member::id)
                .sorted(Comparator.comparing(ReplicaId::toString))
                .toList());
        Collections.rotate(order, Math.floorMod(projection.hashCode(), order.size()));
        order.sort(Comparator.comparingInt(
                        (ReplicaId id) -> held.getOrDefault(id, List.of()).size())
                .reversed());
        Map<ReplicaId, Integer> quotas = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            quotas.put(order.get(i), count / order.size() + (i < count % order.size() ? 1 : 0));
        }
        return quotas;
    }

    private static List<ReplicaId> youngestFirst(List<Member> members) {
        return members.stream()
                .sorted(Comparator.comparingLong(Member::generation).reversed())
                .map(Member::id)
                .toList();
    }

    private static void place(
            List<Integer> orphans,
            List<Target> targets,
            Map<ReplicaId, List<Integer>> held,
            Map<ReplicaId, Integer> quotas,
            List<ReplicaId> order) {
        int next = 0;
        for (ReplicaId replica : order) {
            int room = quotas.getOrDefault(replica, 0)
                    - held.getOrDefault(replica, List.of()).size();
            for (; room > 0 && next < orphans.size(); room--, next++) {
                int partition = orphans.get(next);
                targets.set(partition, moved(targets.get(partition), replica));
            }
        }
    }

    private static Target moved(Target target, ReplicaId replica) {
        return target.replica() == null ? new Target(replica, target.moves()) : target.movedTo(replica);
    }
}
