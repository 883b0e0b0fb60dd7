package dev.leat.chaos.replica;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import dev.leat.chaos.workload.ChaosStores;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.DocumentChange;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.stores.LeatStores;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWrapper;
import org.bson.BsonString;

/** Read models that break a promise on purpose, so that the judge can be judged. Thread-safe. */
final class BrokenReadModels implements ReadModelStore {

    private final LeatStores stores;
    private final MongoClient client;
    private final Broken broken;
    private final Ambush ambush;

    BrokenReadModels(LeatStores stores, MongoClient client, Broken broken, Ambush ambush) {
        this.stores = stores;
        this.client = client;
        this.broken = broken;
        this.ambush = ambush;
    }

    @Override
    public void check(Projection<?> projection) {
        stores.readModels().check(projection);
    }

    @Override
    public <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys) {
        return stores.readModels().load(projection, keys);
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        return switch (broken) {
            case CHECKPOINT_APART -> commitInTwoSteps(commit);
            case NO_FENCE -> commitInAnyCase(commit);
            case KEEP_DOUBLES, KEEP_GAPS -> stores.readModels().commit(commit);
        };
    }

    private CommitOutcome commitInTwoSteps(Commit commit) {
        MongoCollection<BsonDocument> documents = client.getDatabase(ChaosStores.DATABASE)
                .getCollection(commit.projection().collection(), BsonDocument.class);
        for (DocumentChange change : commit.documents()) {
            Object after = change.after();
            if (after == null) {
                documents.deleteOne(Filters.eq(change.key().value()));
                continue;
            }
            BsonDocument stored =
                    new BsonDocument("_id", new BsonString(change.key().value()));
            stored.putAll(BsonDocumentWrapper.asBsonDocument(after, MongoClientSettings.getDefaultCodecRegistry()));
            documents.replaceOne(Filters.eq(change.key().value()), stored, new ReplaceOptions().upsert(true));
        }
        if (!commit.documents().isEmpty()) {
            ambush.reach(Point.AFTER_DOCUMENTS);
        }
        return stores.readModels()
                .commit(new Commit(
                        commit.projection(), commit.checkpoints(), List.of(), commit.writes(), commit.parked()));
    }

    private CommitOutcome commitInAnyCase(Commit commit) {
        CommitOutcome outcome = stores.readModels().commit(commit);
        while (outcome instanceof CommitOutcome.Fenced) {
            List<Ownership> stored =
                    stores.leases().ownerships(commit.projection().id());
            List<CheckpointMove> moves = commit.checkpoints().stream()
                    .map(move -> unfenced(move, stored.get(move.partition().number())))
                    .toList();
            outcome = stores.readModels()
                    .commit(new Commit(
                            commit.projection(), moves, commit.documents(), commit.writes(), commit.parked()));
        }
        return outcome;
    }

    private static CheckpointMove unfenced(CheckpointMove move, Ownership stored) {
        Epoch epoch = stored.epoch();
        Position from = stored.checkpoint();
        return new CheckpointMove(
                move.partition(), epoch, from, from.isBefore(move.to()) ? move.to() : from, move.events());
    }
}
