package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.InsertOneModel;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.Partitioning;
import dev.leat.projection.Key;
import dev.leat.projection.KeyedWrite;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What MongoDB does with the commit of a replica that is owner no more. */
@RealMongo
class FencingIT {

    private static final Projection<BsonDocument> PROJECTION = Projection.named("notes")
            .into("notes", BsonDocument.class)
            .partitions(2)
            .startingFrom(BsonDocument::new)
            .onAny((document, data, event) -> document)
            .build();
    private static final Key KEY = Key.of("k");
    private static final ReplicaId OLD = ReplicaId.start("old");
    private static final ReplicaId NEW = ReplicaId.start("new");
    private static final int ROUNDS = 25;

    private Deployment deployment;
    private LeatMongo old;
    private LeatMongo other;
    private List<Ownership> owned;

    @BeforeEach
    void own(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        old = deployment.stores();
        other = deployment.stores();
        old.prepare(List.of(SourceId.DEFAULT));
        old.leases()
                .register(new Registration(
                        PROJECTION.id(), SourceId.DEFAULT, PROJECTION.collection(), new Partitioning(2)));
        deployment.database().createCollection("audit");
        owned = old.leases().claim(OLD, old.leases().ownerships(PROJECTION.id()));
        assertThat(owned).hasSize(2);
    }

    @AfterEach
    void close() throws Exception {
        deployment.close();
    }

    @Test
    void commit_ofTheOwner_takesEffectAsAWhole() {
        assertThat(old.readModels().commit(everything(owned, 0, 5))).isInstanceOf(CommitOutcome.Committed.class);

        assertThat(deployment.database().getCollection("notes").countDocuments())
                .isEqualTo(1);
        assertThat(deployment.database().getCollection("audit").countDocuments())
                .isEqualTo(1);
        assertThat(old.parked().parked(PROJECTION.id()))
                .extracting(ParkedKey::key)
                .containsExactly(KEY);
        assertThat(old.parked().queue(PROJECTION.id(), KEY, 10)).hasSize(1);
        assertThat(old.leases().ownerships(PROJECTION.id()))
                .allMatch(ownership -> ownership.checkpoint().equals(Position.of(5)))
                .allMatch(ownership -> ownership.commits() == 1 && ownership.events() == 3);
    }

    @Test
    void commit_underAnOldEpoch_isFenced_andChangesNothing() {
        other.leases().claim(NEW, other.leases().ownerships(PROJECTION.id()));
        Map<String, List<BsonDocument>> before = everythingStored();

        assertThat(old.readModels().commit(everything(owned, 0, 5))).isInstanceOf(CommitOutcome.Fenced.class);

        assertThat(everythingStored()).isEqualTo(before);
    }

    @Test
    void commit_afterReleaseAndClaim_isFenced() {
        old.leases()
                .release(
                        OLD,
                        owned.stream().map(ownership -> move(ownership, 0, 0)).toList());
        other.leases().claim(NEW, other.leases().ownerships(PROJECTION.id()));
        Map<String, List<BsonDocument>> before = everythingStored();

        assertThat(old.readModels().commit(everything(owned, 0, 5))).isInstanceOf(CommitOutcome.Fenced.class);

        assertThat(everythingStored()).isEqualTo(before);
    }

    @Test
    void commit_fromAnotherPosition_isFenced_andChangesNothing() {
        Map<String, List<BsonDocument>> before = everythingStored();

        assertThat(old.readModels().commit(everything(owned, 3, 5))).isInstanceOf(CommitOutcome.Fenced.class);

        assertThat(everythingStored()).isEqualTo(before);
    }

    @Test
    void commit_takesNoEffect_whenOneOfItsPartitionsIsLost() {
        other.leases().claim(NEW, other.leases().ownerships(PROJECTION.id()).subList(1, 2));
        Map<String, List<BsonDocument>> before = everythingStored();

        assertThat(old.readModels().commit(everything(owned, 0, 5))).isInstanceOf(CommitOutcome.Fenced.class);
        assertThat(everythingStored()).isEqualTo(before);

        assertThat(old.readModels().commit(everything(owned.subList(0, 1), 0, 5)))
                .isInstanceOf(CommitOutcome.Committed.class);
    }

    @Test
    void refusedCommit_namesTheKey_andChangesNothing() {
        Map<String, List<BsonDocument>> before = everythingStored();
        BsonDocument tooLarge = new BsonDocument("text", new BsonString("x".repeat(17 << 20)));
        Commit commit = new Commit(
                PROJECTION,
                List.of(move(owned.getFirst(), 0, 5)),
                List.of(
                        new DocumentChange(Key.of("fine"), false, new BsonDocument()),
                        new DocumentChange(KEY, false, tooLarge)),
                List.of(),
                List.of());

        CommitOutcome outcome = old.readModels().commit(commit);

        assertThat(outcome).isInstanceOfSatisfying(CommitOutcome.Refused.class, refused -> {
            assertThat(refused.key()).isEqualTo(KEY);
            assertThat(refused.reason()).contains("bytes", "16777216");
        });
        assertThat(everythingStored()).isEqualTo(before);
    }

    /** Either the commit came first and the claimant sees its checkpoint, or the claim came first and fences it. */
    @Test
    void commitAndClaim_atOnce_happenInOneOrderOrTheOther() {
        long position = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Ownership> mine = old.leases().claim(OLD, old.leases().ownerships(PROJECTION.id()));
            assertThat(mine).hasSize(2);
            Commit commit = note(mine, position, position + 1);
            AtomicReference<CommitOutcome> outcome = new AtomicReference<>();
            List<Ownership> claimed = new ArrayList<>();

            Race.of(
                    () -> outcome.set(old.readModels().commit(commit)),
                    () -> claimed.addAll(other.leases().claim(NEW, mine)));

            boolean committed = outcome.get() instanceof CommitOutcome.Committed;
            assertThat(committed || outcome.get() instanceof CommitOutcome.Fenced)
                    .isTrue();
            Position reached = Position.of(committed ? position + 1 : position);
            assertThat(claimed)
                    .hasSize(2)
                    .allMatch(ownership -> ownership.checkpoint().equals(reached));
            position = reached.value();
            assertThat(noted()).isEqualTo(position);
        }
    }

    private long noted() {
        BsonDocument note = deployment
                .database()
                .getCollection("notes", BsonDocument.class)
                .find(new BsonDocument("_id", new BsonString(KEY.value())))
                .first();
        return note == null ? 0 : note.getInt32("position").getValue();
    }

    private static Commit note(List<Ownership> partitions, long from, long to) {
        return new Commit(
                PROJECTION,
                partitions.stream().map(ownership -> move(ownership, from, to)).toList(),
                List.of(new DocumentChange(KEY, from > 0, new BsonDocument("position", new BsonInt32((int) to)))),
                List.of(),
                List.of());
    }

    /** A commit that changes all there is to change. */
    private static Commit everything(List<Ownership> partitions, long from, long to) {
        ParkedKey parked = new ParkedKey(
                partitions.getFirst().partition(), KEY, ParkedKey.State.PARKED, Position.of(to), "broken", 1, null);
        return new Commit(
                PROJECTION,
                partitions.stream().map(ownership -> move(ownership, from, to)).toList(),
                List.of(new DocumentChange(Key.of("note"), false, new BsonDocument("n", new BsonInt32(1)))),
                List.of(new KeyedWrite(KEY, new MongoWrite("audit", new InsertOneModel<>(new BsonDocument())))),
                List.of(
                        new ParkChange.Park(parked),
                        new ParkChange.Queue(
                                parked.partition(), KEY, new ParkedEvent(Position.of(to), EventId.of("e")))));
    }

    private static CheckpointMove move(Ownership ownership, long from, long to) {
        return new CheckpointMove(ownership.partition(), ownership.epoch(), Position.of(from), Position.of(to), 3);
    }

    /** All documents of the read model's and Leat's database. */
    private Map<String, List<BsonDocument>> everythingStored() {
        Map<String, List<BsonDocument>> stored = new TreeMap<>();
        for (var database : List.of(deployment.database(), deployment.leatDatabase())) {
            for (String name : database.listCollectionNames()) {
                stored.put(
                        database.getName() + "." + name,
                        database.getCollection(name, BsonDocument.class)
                                .find()
                                .sort(new BsonDocument("_id", new BsonInt32(1)))
                                .into(new ArrayList<>()));
            }
        }
        return stored;
    }
}
