package dev.leat.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.lease.Assignment.Target;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class AssignorTest {

    private static final ProjectionId PROJECTION = new ProjectionId("orders", 1);

    private long generations;

    private Member member(String name) {
        long generation = ++generations;
        return new Member(new ReplicaId(name, Long.toString(generation)), generation, Duration.ZERO, false, Map.of());
    }

    private List<Member> members(int count) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(member("r" + i));
        }
        return members;
    }

    private static List<Target> assign(int count, List<Target> present, List<Member> members) {
        return Assignor.assign(PROJECTION, count, present, members);
    }

    private static Map<ReplicaId, Integer> shares(List<Target> targets) {
        Map<ReplicaId, Integer> shares = new HashMap<>();
        for (Target target : targets) {
            ReplicaId replica = target.replica();
            assertThat(replica).isNotNull();
            shares.merge(replica, 1, Integer::sum);
        }
        return shares;
    }

    private static void assertEven(List<Target> targets, List<Member> members) {
        Map<ReplicaId, Integer> shares = shares(targets);
        for (Member member : members) {
            assertThat(shares.getOrDefault(member.id(), 0))
                    .isBetween(targets.size() / members.size(), (targets.size() + members.size() - 1) / members.size());
        }
    }

    private static int moved(List<Target> before, List<Target> after) {
        int moved = 0;
        for (int i = 0; i < after.size(); i++) {
            ReplicaId to = after.get(i).replica();
            if (to != null && !to.equals(before.get(i).replica())) {
                moved++;
            }
        }
        return moved;
    }

    @Property
    void assignment_isEven_whoeverComesAndGoes(
            @ForAll @IntRange(min = 1, max = 64) int count,
            @ForAll @IntRange(min = 1, max = 8) int replicas,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Member> members = members(replicas);
        List<Target> targets = assign(count, List.of(), members);
        assertEven(targets, members);
        for (int change = 0; change < 10; change++) {
            if (random.nextBoolean() || members.size() == 1) {
                members.add(member("late"));
            } else {
                members.remove(random.nextInt(members.size()));
            }
            targets = assign(count, targets, members);
            assertEven(targets, members);
        }
    }

    @Property
    void nothing_moves_whenNobodyComesOrGoes(
            @ForAll @IntRange(min = 1, max = 64) int count, @ForAll @IntRange(min = 1, max = 8) int replicas) {
        List<Member> members = members(replicas);
        List<Target> targets = assign(count, List.of(), members);
        assertThat(assign(count, targets, members)).isEqualTo(targets);
    }

    @Property
    void fewest_move_whenOneComesOrGoes(
            @ForAll @IntRange(min = 1, max = 64) int count, @ForAll @IntRange(min = 2, max = 8) int replicas) {
        List<Member> members = members(replicas);
        List<Target> before = assign(count, List.of(), members);
        List<Member> more = new ArrayList<>(members);
        more.add(member("new"));
        assertThat(moved(before, assign(count, before, more))).isEqualTo(count / more.size());
        Member gone = members.removeFirst();
        assertThat(moved(before, assign(count, before, members)))
                .isEqualTo(shares(before).getOrDefault(gone.id(), 0));
    }

    @Property
    void restartedReplica_getsBack_whatWasTakenFromIt(
            @ForAll @IntRange(min = 8, max = 64) int count, @ForAll @IntRange(min = 2, max = 8) int replicas) {
        List<Member> members = members(replicas);
        List<Target> before = assign(count, List.of(), members);
        Member gone = members.remove(replicas / 2);
        List<Target> without = assign(count, before, members);
        Member back = member(gone.id().name());
        members.add(back);
        List<Target> after = assign(count, without, members);
        for (int i = 0; i < count; i++) {
            ReplicaId home = before.get(i).replica();
            assertThat(after.get(i).replica()).isEqualTo(gone.id().equals(home) ? back.id() : home);
        }
    }

    @Property(tries = 2000)
    void rollingRestart_movesEachPartition_atMostTwice(
            @ForAll @IntRange(min = 1, max = 128) int count,
            @ForAll @IntRange(min = 3, max = 6) int replicas,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Member> members = members(replicas);
        List<Target> targets = assign(count, List.of(), members);
        for (int roll = 0; roll < 3; roll++) {
            int[] moves = new int[count];
            for (Member old : inSomeOrder(members, random)) {
                members.remove(old);
                List<Target> without = assign(count, targets, members);
                countMoves(targets, without, moves);
                members.add(member(old.id().name()));
                targets = assign(count, without, members);
                countMoves(without, targets, moves);
            }
            assertThat(Arrays.stream(moves).max().orElse(0))
                    .describedAs("most moves in roll %s of %s partitions over %s replicas", roll, count, replicas)
                    .isLessThanOrEqualTo(2);
        }
    }

    private static List<Member> inSomeOrder(List<Member> members, Random random) {
        List<Member> shuffled = new ArrayList<>(members);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static void countMoves(List<Target> before, List<Target> after, int[] moves) {
        for (int i = 0; i < moves.length; i++) {
            ReplicaId to = after.get(i).replica();
            if (to != null && !to.equals(before.get(i).replica())) {
                moves[i]++;
            }
        }
    }

    @Example
    void targets_stay_whenNobodyCanTakeThem() {
        List<Target> before = assign(4, List.of(), members(2));
        assertThat(assign(4, before, List.of())).isEqualTo(before);
    }
}
