package dev.leat.mongodb;

import static com.mongodb.client.model.Filters.in;

import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.CommitOutcome.Committed;
import dev.leat.readmodel.CommitOutcome.Fenced;
import dev.leat.readmodel.CommitOutcome.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Read models in MongoDB. Commits of several projections that come at the same time share a transaction; when one of
 * them is fenced or refused, it has no effect and each is tried in a transaction of its own. Thread-safe.
 */
final class MongoReadModelStore implements dev.leat.readmodel.ReadModelStore {

    /** A few transactions at once keep the server busy; more share one, which is cheaper. */
    private static final int LANES = 4;

    /**
     * As much as a thousand small documents. A server whose cache is filled by a few large transactions cannot evict any of
     * it before they end, and they do not end.
     */
    private static final long MAX_WEIGHT_TOGETHER = 1 << 20;

    private final MongoNames names;
    private final Sessions sessions;
    private final Documents documents;
    private final StoreCheck check;
    private final CommitTransaction transaction;
    private final Combiner<PreparedCommit, CommitOutcome> combiner;

    MongoReadModelStore(
            MongoNames names, Sessions sessions, CommitTransaction transaction, Documents documents, StoreCheck check) {
        this.names = names;
        this.sessions = sessions;
        this.documents = documents;
        this.check = check;
        this.transaction = transaction;
        this.combiner = new Combiner<>(
                LANES, MAX_WEIGHT_TOGETHER, PreparedCommit::weight, this::commitAlone, this::commitTogether);
    }

    @Override
    public void check(Projection<?> projection) {
        names.requireCollection("projection " + projection, projection.collection());
        documents.check(projection);
        Calls.run(
                "checking the rights on the read model of " + projection,
                () -> check.rights().require(Rights.FOLD, names.data().getName(), projection.collection()));
    }

    @Override
    public <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys) {
        List<BsonValue> ids = new ArrayList<>(keys.size());
        keys.forEach(key -> ids.add(new BsonString(key.value())));
        return Calls.call(
                "reading documents of " + projection,
                () -> sessions.with(session -> {
                    Map<Key, D> loaded = new HashMap<>();
                    for (RawBsonDocument document : names.readModel(projection.collection())
                            .find(session, in("_id", ids))
                            .batchSize(ids.size() + 1)) {
                        loaded.put(documents.keyOf(document), documents.decode(document, projection.documentType()));
                    }
                    return loaded;
                }));
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        try {
            return combiner.run(PreparedCommit.of(commit, documents));
        } catch (RefusedException e) {
            return new Refused(e.key(), String.valueOf(e.getMessage()));
        }
    }

    private CommitOutcome commitAlone(PreparedCommit prepared) {
        boolean matched = Calls.call(
                "committing a batch of " + prepared.commit().projection(),
                () -> transaction.carryOut(List.of(prepared)));
        return matched ? new Committed() : new Fenced();
    }

    private Optional<CommitOutcome> commitTogether(List<PreparedCommit> all) {
        try {
            boolean matched =
                    Calls.call("committing batches of " + all.size() + " projections", () -> transaction.carryOut(all));
            return matched ? Optional.of(new Committed()) : Optional.empty();
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
