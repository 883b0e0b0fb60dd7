package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link LeaseStore} must keep. */
public abstract class LeaseStoreConformance extends StoreConformance {

    /** More than fit in the grain of a clock; a store that tells no time fails within minutes. */
    private static final long MOST_MOVES = 10_000;

    private static final ProjectionId SOME = new ProjectionId("some", 1);

    private LeaseStore leases() {
        return stores().leases();
    }

    private Member member(ReplicaId replica) {
        return leases().observe().members().stream()
                .filter(member -> member.id().equals(replica))
                .findFirst()
                .orElseThrow();
    }

    @Test
    public void register_makesUnownedPartitions_atTheStart() {
        Projection<Counter> projection = registered("counters");
        List<Ownership> ownerships = leases().ownerships(projection.id());
        assertEquals(4, ownerships.size());
        for (int i = 0; i < 4; i++) {
            assertEquals(i, ownerships.get(i).partition().number());
            assertEquals(Ownership.unowned(ownerships.get(i).partition()), timeless(ownerships.get(i)));
        }
    }

    @Test
    public void register_keepsWhatThereIs_whenRepeated() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 2);
        registered("counters");
        assertEquals(mine, stored(projection, 2));
    }

    @Test
    public void registrationsAndOwnerships_areThoseOfAllProjections() {
        Registration second = registrationOf(registered("second"));
        Registration first = registrationOf(registered("first"));
        claimed(ONE, projection("second"), 1);
        assertEquals(List.of(first, second), leases().registrations());
        List<Ownership> all = new ArrayList<>(leases().ownerships(first.projection()));
        all.addAll(leases().ownerships(second.projection()));
        assertEquals(8, all.size());
        assertEquals(Set.copyOf(all), Set.copyOf(leases().ownerships()));
    }

    @Test
    public void checkpoint_tellsWhenItWasMoved_byCommitsAndReleasesAlone() {
        Projection<Counter> projection = registered("counters");
        Instant made = movedAt(stored(projection, 0));
        awaitLaterMove(projection, 1, made);
        assertEquals(made, movedAt(stored(projection, 0)), "moved with another partition");
        Ownership mine = claimed(ONE, projection, 0);
        assertEquals(made, movedAt(mine), "a claim moves nothing");
        leases().release(ONE, List.of(move(mine, 9, 0)));
        assertTrue(movedAt(stored(projection, 0)).isAfter(made), "a release moves");
    }

    /** Commits until the store's clock has gone on. */
    private void awaitLaterMove(Projection<Counter> projection, int partition, Instant before) {
        Ownership mine = claimed(ONE, projection, partition);
        Instant moved = before;
        for (long to = 1; !moved.isAfter(before); to++) {
            assertTrue(to < MOST_MOVES, "no commit told a later time than " + before);
            assertCommitted(
                    commit(projection, List.of(move(stored(projection, partition), to, 0)), List.of(), List.of()));
            moved = movedAt(stored(projection, partition));
            assertFalse(moved.isBefore(before), "time went back");
        }
        assertEquals(mine.epoch(), stored(projection, partition).epoch());
    }

    private static Instant movedAt(Ownership ownership) {
        return Objects.requireNonNull(ownership.movedAt());
    }

    @Test
    public void register_isRefused_withAnotherPartitionCountOrSource() {
        Registration registration = registrationOf(registered("counters"));
        assertThrows(
                ConfigurationException.class,
                () -> leases().register(new Registration(
                        registration.projection(),
                        registration.source(),
                        registration.collection(),
                        new Partitioning(5))));
        assertThrows(
                ConfigurationException.class,
                () -> leases().register(new Registration(
                        registration.projection(),
                        fixture().otherSource(),
                        registration.collection(),
                        registration.partitioning())));
    }

    @Test
    public void register_isRefused_forACollectionOfAnotherProjection() {
        Registration registration = registrationOf(registered("counters"));
        assertThrows(
                ConfigurationException.class,
                () -> leases().register(new Registration(
                        SOME, registration.source(), registration.collection(), registration.partitioning())));
    }

    @Test
    public void heartbeat_makesAMember_withAGenerationOfItsOwn() {
        leases().heartbeat(ONE, false, Map.of(SOME, 4));
        leases().heartbeat(TWO, true, Map.of());
        leases().heartbeat(ONE, false, Map.of(SOME, 4));
        Member one = member(ONE);
        Member two = member(TWO);
        assertTrue(one.generation() < two.generation(), "the later is the younger");
        assertEquals(Map.of(SOME, 4), one.projections());
        assertFalse(one.leaving());
        assertTrue(two.leaving());
        assertTrue(one.isAlive(Duration.ofMinutes(1)), () -> "age " + one.sinceHeartbeat());
        assertFalse(one.sinceHeartbeat().isNegative(), () -> "age " + one.sinceHeartbeat());
    }

    @Test
    public void leave_removesTheMember_andGivesItsRolesBack() {
        leases().heartbeat(ONE, false, Map.of());
        assertTrue(leases().take(new Role.Leader(), RoleHolder.NOBODY, ONE));
        leases().leave(ONE);
        assertTrue(leases().observe().members().isEmpty());
        assertNull(leases().observe().holderOf(new Role.Leader()).holder());
    }

    @Test
    public void role_isTaken_byOneForEachEpoch() {
        Role role = new Role.Tailer(fixture().source());
        assertTrue(leases().take(role, RoleHolder.NOBODY, ONE));
        assertFalse(leases().take(role, RoleHolder.NOBODY, TWO));
        RoleHolder one = leases().observe().holderOf(role);
        assertEquals(ONE, one.holder());
        leases().giveBack(ONE);
        RoleHolder nobody = leases().observe().holderOf(role);
        assertNull(nobody.holder());
        assertTrue(leases().take(role, nobody, TWO));
        RoleHolder two = leases().observe().holderOf(role);
        assertEquals(TWO, two.holder());
        assertTrue(two.epoch().value() > one.epoch().value(), "the epoch grows");
        assertFalse(leases().take(role, one, ONE), "taken with an old observation");
        assertNull(leases().observe().holderOf(new Role.Leader()).holder(), "roles are apart");
    }

    @Test
    public void assignment_isReplaced_onlyByItsSuccessor() {
        assertEquals(Assignment.NONE, leases().observe().assignment());
        Assignment first = new Assignment(1, Map.of(SOME, List.of(new Target(ONE, 0), Target.NOBODY)));
        assertFalse(leases().publish(new Assignment(2, first.targets())));
        assertTrue(leases().publish(first));
        assertFalse(leases().publish(new Assignment(1, Map.of())));
        assertEquals(first, leases().observe().assignment());
        Assignment second = new Assignment(2, Map.of(SOME, List.of(new Target(ONE, 0), new Target(TWO, 3))));
        assertTrue(leases().publish(second));
        assertEquals(second, leases().observe().assignment());
    }

    @Test
    public void claim_growsTheEpoch_andIsRefusedWithAnOldObservation() {
        Projection<Counter> projection = registered("counters");
        Ownership before = stored(projection, 1);
        Ownership mine = claimed(ONE, projection, 1);
        assertEquals(ONE, mine.owner());
        assertEquals(before.epoch().next(), mine.epoch());
        assertEquals(mine, stored(projection, 1));
        assertEquals(List.of(), leases().claim(TWO, List.of(before)));
        Ownership others = claimed(TWO, projection, 1);
        assertEquals(mine.epoch().next(), others.epoch());
    }

    @Test
    public void claim_takesWhatItCan_andReturnsIt() {
        Projection<Counter> projection = registered("counters");
        List<Ownership> observed = leases().ownerships(projection.id());
        claimed(TWO, projection, 3);
        List<Ownership> claimed = leases().claim(ONE, observed);
        assertEquals(
                List.of(0, 1, 2),
                claimed.stream()
                        .map(ownership -> ownership.partition().number())
                        .sorted()
                        .toList());
        assertEquals(TWO, stored(projection, 3).owner());
    }

    @Test
    public void claim_succeedsOnce_forReplicasThatTryAtOnce() throws Exception {
        Projection<Counter> projection = registered("counters");
        List<Ownership> observed = List.of(stored(projection, 0));
        List<Callable<Integer>> claims = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ReplicaId replica = new ReplicaId("replica-" + i, "1");
            claims.add(() -> leases().claim(replica, observed).size());
        }
        List<Integer> counts = atOnce(claims);
        assertEquals(1, counts.stream().mapToInt(Integer::intValue).sum());
        assertEquals(new Epoch(1), stored(projection, 0).epoch());
    }

    @Test
    public void release_movesTheCheckpoint_andKeepsTheEpoch() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        leases().release(ONE, List.of(move(mine, 9, 0)));
        Ownership released = stored(projection, 0);
        assertNull(released.owner());
        assertEquals(mine.epoch(), released.epoch());
        assertEquals(Position.of(9), released.checkpoint());
    }

    @Test
    public void release_passesOver_whatIsNotTheCallers() {
        Projection<Counter> projection = registered("counters");
        Ownership old = claimed(ONE, projection, 0);
        Ownership mine = claimed(ONE, projection, 0);
        Ownership other = claimed(ONE, projection, 1);
        leases().release(ONE, List.of(move(old, 9, 0), move(other, 5, 0)));
        assertEquals(mine, stored(projection, 0));
        assertNull(stored(projection, 1).owner());
        leases().release(TWO, List.of(move(mine, 9, 0)));
        assertEquals(mine, stored(projection, 0));
    }

    @Test
    public void release_passesOver_whatHasMovedOn() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertCommitted(commit(projection, List.of(move(mine, 9, 0)), List.of(), List.of()));
        leases().release(
                        ONE,
                        List.of(new CheckpointMove(mine.partition(), mine.epoch(), Position.START, Position.of(4), 0)));
        assertEquals(Position.of(9), stored(projection, 0).checkpoint());
    }

    @Test
    public void register_makesThePartitionsOnce_forReplicasThatTryAtOnce() throws Exception {
        Registration registration = registrationOf(projection("counters"));
        List<Callable<Boolean>> registrations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            registrations.add(() -> {
                leases().register(registration);
                return true;
            });
        }
        atOnce(registrations);
        assertEquals(4, leases().ownerships(registration.projection()).size());
    }

    @Test
    public void ownerships_areEmpty_forAProjectionThatNobodyRegistered() {
        registered("counters");
        assertEquals(List.of(), leases().ownerships(SOME));
        assertEquals(List.of(), leases().ownerships(new ProjectionId("counters", 2)));
    }

    @Test
    public void role_isTakenOnce_byReplicasThatTryAtOnce() throws Exception {
        Role role = new Role.Leader();
        for (int round = 1; round <= 3; round++) {
            RoleHolder observed = leases().observe().holderOf(role);
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ReplicaId replica = new ReplicaId("replica-" + i, "1");
                tries.add(() -> leases().take(role, observed, replica));
            }
            assertEquals(1, Collections.frequency(atOnce(tries), true), "takers of round " + round);
            assertEquals(new Epoch(round), leases().observe().holderOf(role).epoch());
        }
    }

    @Test
    public void giveBack_leavesTheRolesOfOthers() {
        Role tailer = new Role.Tailer(fixture().source());
        Role other = new Role.Tailer(fixture().otherSource());
        assertTrue(leases().take(tailer, RoleHolder.NOBODY, ONE));
        assertTrue(leases().take(other, RoleHolder.NOBODY, TWO));
        leases().giveBack(ONE);
        leases().giveBack(ONE);
        leases().leave(new ReplicaId("stranger", "1"));
        assertNull(leases().observe().holderOf(tailer).holder());
        assertEquals(TWO, leases().observe().holderOf(other).holder());
    }

    @Test
    public void assignment_isPublishedOnce_byReplicasThatTryAtOnce() throws Exception {
        for (int version = 1; version <= 2; version++) {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Target target = new Target(new ReplicaId("replica-" + i, "1"), i);
                Assignment assignment = new Assignment(version, Map.of(SOME, List.of(target)));
                tries.add(() -> leases().publish(assignment));
            }
            assertEquals(1, Collections.frequency(atOnce(tries), true), "publishers of version " + version);
            assertEquals(version, leases().observe().assignment().version());
        }
    }

    @Test
    public void claim_ofNothing_andReleaseOfNothing_doNothing() {
        Projection<Counter> projection = registered("counters");
        Ownership mine = claimed(ONE, projection, 0);
        assertEquals(List.of(), leases().claim(ONE, List.of()));
        leases().release(ONE, List.of());
        assertEquals(mine, stored(projection, 0));
    }

    /** Whether a claim that is repeated is told so, or told what it got the first time, is the store's own affair. */
    @Test
    public void claim_ofWhatIsOnesOwn_growsTheEpoch_andRepeatedChangesNothing() {
        Projection<Counter> projection = registered("counters");
        Ownership first = claimed(ONE, projection, 0);
        Ownership second = claimed(ONE, projection, 0);
        assertEquals(first.epoch().next(), second.epoch());
        List<Ownership> repeated = leases().claim(ONE, List.of(first));
        assertTrue(repeated.isEmpty() || repeated.equals(List.of(second)), () -> "claimed again: " + repeated);
        assertEquals(second, stored(projection, 0));
    }

    @Test
    public void claim_isNotUndone_byAReleaseAtTheSameTime() throws Exception {
        Projection<Counter> projection = registered("counters");
        for (int partition = 0; partition < 4; partition++) {
            Ownership mine = claimed(ONE, projection, partition);
            List<List<Ownership>> results = atOnce(List.of(() -> leases().claim(TWO, List.of(mine)), () -> {
                leases().release(ONE, List.of(move(mine, 9, 0)));
                return List.<Ownership>of();
            }));
            Ownership claimed = results.getFirst().getFirst();
            assertEquals(TWO, claimed.owner());
            assertEquals(claimed, stored(projection, partition));
        }
    }
}
