package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Assignment;
import dev.leat.lease.Assignment.Target;
import dev.leat.lease.ControlView;
import dev.leat.lease.LeaseStore;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.ledger.SourceId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases as two replicas see them in one MongoDB. */
@RealMongo
class LeaseIT {

    private static final ProjectionId ACCOUNTS = new ProjectionId("accounts", 1);
    private static final Registration REGISTRATION =
            new Registration(ACCOUNTS, SourceId.DEFAULT, "accounts", new Partitioning(4));
    private static final ReplicaId A = ReplicaId.start("a");
    private static final ReplicaId B = ReplicaId.start("b");
    private static final int ROUNDS = 15;

    private Deployment deployment;
    private LeaseStore first;
    private LeaseStore second;

    @BeforeEach
    void register(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        LeatMongo stores = deployment.stores();
        stores.prepare(List.of(SourceId.DEFAULT));
        first = stores.leases();
        second = deployment.stores().leases();
        first.register(REGISTRATION);
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    @Test
    void registering_again_changesNothing() {
        first.claim(A, first.ownerships(ACCOUNTS));
        List<Ownership> before = first.ownerships(ACCOUNTS);

        second.register(REGISTRATION);

        assertThat(second.ownerships(ACCOUNTS)).isEqualTo(before).hasSize(4);
    }

    @Test
    void registering_atOnce_makesEachPartitionOnce() {
        Registration other = new Registration(
                new ProjectionId("turnover", 1), SourceId.DEFAULT, "turnover", new Partitioning(64));

        Race.of(() -> first.register(other), () -> second.register(other));

        assertThat(first.ownerships(other.projection()))
                .hasSize(64)
                .allMatch(ownership -> ownership.owner() == null)
                .extracting(ownership -> ownership.partition().number())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void registering_withAnotherPartitionCount_isRefused_namingBoth() {
        assertThatThrownBy(() -> second.register(
                        new Registration(ACCOUNTS, SourceId.DEFAULT, "accounts", new Partitioning(16))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("accounts:1", "partitions 16 here", "4 in the cluster", "version");
        assertThat(first.ownerships(ACCOUNTS)).hasSize(4);
    }

    @Test
    void registering_withAnotherCollection_isRefused_namingBoth() {
        assertThatThrownBy(() -> second.register(
                        new Registration(ACCOUNTS, SourceId.DEFAULT, "elsewhere", new Partitioning(4))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("accounts:1", "collection elsewhere here", "accounts in the cluster");
    }

    @Test
    void registering_withAnotherSource_isRefused_namingBoth() {
        assertThatThrownBy(() -> second.register(
                        new Registration(ACCOUNTS, SourceId.of("orders"), "accounts", new Partitioning(4))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("accounts:1", "source orders here", "events in the cluster");
    }

    @Test
    void registering_theCollectionOfAnotherProjection_isRefused_namingBoth() {
        assertThatThrownBy(() -> second.register(new Registration(
                        new ProjectionId("ledgerCopy", 2), SourceId.DEFAULT, "accounts", new Partitioning(4))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("ledgerCopy:2", "accounts:1", "Collection accounts");
    }

    @Test
    void claim_isWon_byExactlyOneOfTwo() {
        for (int round = 1; round <= ROUNDS; round++) {
            List<Ownership> observed = first.ownerships(ACCOUNTS);
            List<Ownership> won = new ArrayList<>();
            List<Ownership> wonToo = new ArrayList<>();

            Race.of(() -> won.addAll(first.claim(A, observed)), () -> wonToo.addAll(second.claim(B, observed)));

            assertThat(won).allMatch(ownership -> A.equals(ownership.owner()));
            assertThat(wonToo).allMatch(ownership -> B.equals(ownership.owner()));
            List<Ownership> all = new ArrayList<>(won);
            all.addAll(wonToo);
            assertThat(all).containsExactlyInAnyOrderElementsOf(first.ownerships(ACCOUNTS));
            Epoch epoch = new Epoch(round);
            assertThat(all).hasSize(4).allMatch(ownership -> ownership.epoch().equals(epoch));
        }
    }

    @Test
    void claim_ofWhatMovedOn_givesNothing() {
        List<Ownership> observed = first.ownerships(ACCOUNTS);
        first.claim(A, observed);

        assertThat(second.claim(B, observed)).isEmpty();
        assertThat(first.ownerships(ACCOUNTS)).allMatch(ownership -> A.equals(ownership.owner()));
    }

    @Test
    void epoch_growsOverReleaseAndClaim_andCheckpointsStay() {
        List<Ownership> mine = first.claim(A, first.ownerships(ACCOUNTS));

        first.release(A, moves(mine, 7));

        assertThat(second.ownerships(ACCOUNTS))
                .allMatch(ownership -> ownership.owner() == null)
                .allMatch(ownership -> ownership.epoch().equals(new Epoch(1)))
                .allMatch(ownership -> ownership.checkpoint().equals(Position.of(7)));
        assertThat(second.claim(B, second.ownerships(ACCOUNTS)))
                .hasSize(4)
                .allMatch(ownership -> ownership.epoch().equals(new Epoch(2)))
                .allMatch(ownership -> ownership.checkpoint().equals(Position.of(7)));
    }

    @Test
    void release_byWhoIsNoOwner_isPassedOver() {
        List<Ownership> mine = first.claim(A, first.ownerships(ACCOUNTS));
        List<Ownership> theirs = second.claim(B, second.ownerships(ACCOUNTS));

        first.release(A, moves(mine, 9));
        second.release(
                B,
                List.of(new CheckpointMove(
                        theirs.getFirst().partition(), new Epoch(2), Position.of(3), Position.of(9), 0)));

        assertThat(first.ownerships(ACCOUNTS)).isEqualTo(theirs);
    }

    private static List<CheckpointMove> moves(List<Ownership> ownerships, long to) {
        return ownerships.stream()
                .map(ownership -> new CheckpointMove(
                        ownership.partition(), ownership.epoch(), ownership.checkpoint(), Position.of(to), 0))
                .toList();
    }

    @Test
    void heartbeat_agesByTheDatabasesClock() {
        Instant before = databaseTime();
        first.heartbeat(A, false, Map.of(ACCOUNTS, 4));
        Instant after = databaseTime();

        ControlView view = observedBySecond(A);
        Instant at = view.now().minus(member(view, A).sinceHeartbeat());
        assertThat(at).isBetween(before, after);
        assertThat(member(view, A).projections()).isEqualTo(Map.of(ACCOUNTS, 4));
        assertThat(member(view, A).leaving()).isFalse();

        Deployment.eventually(
                () -> assertThat(member(second.observe(), A).sinceHeartbeat()).isGreaterThan(Duration.ofMillis(300)));
        Instant again = databaseTime();
        first.heartbeat(A, true, Map.of());
        Deployment.eventually(() -> {
            ControlView later = second.observe();
            assertThat(member(later, A).leaving()).isTrue();
            assertThat(later.now().minus(member(later, A).sinceHeartbeat())).isAfterOrEqualTo(again);
        });
    }

    /** A heartbeat does not wait for the majority that an observation asks. */
    private ControlView observedBySecond(ReplicaId replica) {
        Deployment.eventually(() ->
                assertThat(second.observe().members()).extracting(Member::id).contains(replica));
        return second.observe();
    }

    private Instant databaseTime() {
        return Instant.ofEpochMilli(deployment
                .database()
                .runCommand(BsonDocument.parse("{hello: 1}"), BsonDocument.class)
                .getDateTime("localTime")
                .getValue());
    }

    private static Member member(ControlView view, ReplicaId replica) {
        return view.members().stream()
                .filter(member -> member.id().equals(replica))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void generation_isGivenOnce_andLargerToTheYounger() {
        first.heartbeat(A, false, Map.of());
        long given = member(observedBySecond(A), A).generation();
        Deployment.eventually(() -> {
            first.heartbeat(B, false, Map.of());
            first.heartbeat(ReplicaId.start("c"), false, Map.of());
            List<Long> generations =
                    first.observe().members().stream().map(Member::generation).toList();
            assertThat(generations.stream().max(Long::compare).orElseThrow()).isGreaterThan(given);
        });
        first.heartbeat(A, false, Map.of());
        assertThat(member(first.observe(), A).generation()).isEqualTo(given);
    }

    @Test
    void role_isTaken_byExactlyOneOfTwo() {
        Role role = new Role.Tailer(SourceId.DEFAULT);
        for (int round = 1; round <= ROUNDS; round++) {
            RoleHolder observed = first.observe().holderOf(role);
            Set<ReplicaId> taken = java.util.Collections.synchronizedSet(new HashSet<>());

            Race.of(() -> takeAs(first, role, observed, A, taken), () -> takeAs(second, role, observed, B, taken));

            RoleHolder holder = second.observe().holderOf(role);
            assertThat(taken).containsExactly(java.util.Objects.requireNonNull(holder.holder()));
            assertThat(holder.epoch()).isEqualTo(new Epoch(round));
        }
    }

    private static void takeAs(
            LeaseStore leases, Role role, RoleHolder observed, ReplicaId replica, Set<ReplicaId> taken) {
        if (leases.take(role, observed, replica)) {
            taken.add(replica);
        }
    }

    @Test
    void role_thatWasGivenBack_isNotTakenOnAnOldObservation() {
        Role role = new Role.Leader();
        assertThat(first.take(role, RoleHolder.NOBODY, A)).isTrue();
        RoleHolder held = first.observe().holderOf(role);

        first.giveBack(A);

        RoleHolder free = second.observe().holderOf(role);
        assertThat(free.holder()).isNull();
        assertThat(free.epoch().value()).isGreaterThan(held.epoch().value());
        assertThat(second.take(role, held, B)).isFalse();
        assertThat(second.take(role, RoleHolder.NOBODY, B)).isFalse();
        assertThat(second.take(role, free, B)).isTrue();
    }

    @Test
    void leaving_removesTheHeartbeat_andFreesTheRoles() {
        first.heartbeat(A, false, Map.of());
        observedBySecond(A);
        first.take(new Role.Leader(), RoleHolder.NOBODY, A);

        first.leave(A);

        assertThat(second.observe().members()).isEmpty();
        assertThat(second.observe().holderOf(new Role.Leader()).holder()).isNull();
    }

    @Test
    void assignment_isPublished_byExactlyOneOfTwo_andReadBackWhole() {
        for (int round = 1; round <= ROUNDS; round++) {
            Assignment ofA = assignment(round, A);
            Assignment ofB = assignment(round, B);
            List<Assignment> published = java.util.Collections.synchronizedList(new ArrayList<>());

            Race.of(() -> publish(first, ofA, published), () -> publish(second, ofB, published));

            assertThat(published).hasSize(1);
            assertThat(second.observe().assignment()).isEqualTo(published.getFirst());
        }
        assertThat(first.publish(assignment(ROUNDS + 2, A))).isFalse();
        assertThat(first.publish(assignment(ROUNDS, A))).isFalse();
        assertThat(first.publish(assignment(1, A))).isFalse();
    }

    private static void publish(LeaseStore leases, Assignment assignment, List<Assignment> published) {
        if (leases.publish(assignment)) {
            published.add(assignment);
        }
    }

    private static Assignment assignment(long version, ReplicaId replica) {
        return new Assignment(
                version, Map.of(ACCOUNTS, List.of(new Target(replica, 2), Target.NOBODY, new Target(replica, 0))));
    }
}
