package dev.leat.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one replica causally consistent, all those that a commit rests on: each sees at least what any earlier one saw or wrote, on whichever
 * primary it lands. Without that, a majority read on a new primary may be older than a commit that was acknowledged by
 * the old one, and a document would be folded from a stale state under a valid checkpoint. Thread-safe.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/core/causal-consistency-read-write-concerns/">MongoDB manual, causal
 *     consistency and read and write concerns</a>
 */
final class Sessions {

    static final TransactionOptions MAJORITY = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .build();

    /** Sessions are pooled, so that few are ever in use at once. */
    private static final int MAX_WRITERS = 32;

    private final MongoClient client;
    private final LinkedHashSet<BsonDocument> writers = new LinkedHashSet<>();
    private volatile Runnable announcer = () -> {};
    private @Nullable BsonTimestamp operationTime;
    private @Nullable BsonDocument clusterTime;

    Sessions(MongoClient client) {
        this.client = client;
    }

    /** Runs a call in a session that has seen everything so far. */
    <T> T with(Function<ClientSession, T> call) {
        try (ClientSession session = open()) {
            try {
                return call.apply(session);
            } finally {
                absorb(session);
            }
        }
    }

    /**
     * Notes that a session is to carry a transaction, so that another replica can end it if this one dies. The first time
     * it is made known before the transaction begins; of so many that some are forgotten, heartbeats tell.
     */
    void noteWriter(ClientSession session) {
        if (isNewWriter(session.getServerSession().getIdentifier())) {
            announcer.run();
        }
    }

    private synchronized boolean isNewWriter(BsonDocument id) {
        boolean known = writers.remove(id);
        writers.add(id);
        if (writers.size() > MAX_WRITERS) {
            writers.removeFirst();
            return false;
        }
        return !known;
    }

    /** Sets what makes the writers known at once. */
    void onNewWriter(Runnable newAnnouncer) {
        announcer = newAnnouncer;
    }

    /** The ids of the sessions that carried transactions last. */
    synchronized List<BsonDocument> writers() {
        return List.copyOf(writers);
    }

    /** A session of the caller's own, who closes it. */
    synchronized ClientSession open() {
        ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build());
        if (operationTime != null) {
            session.advanceOperationTime(operationTime);
        }
        if (clusterTime != null) {
            session.advanceClusterTime(clusterTime);
        }
        return session;
    }

    /** Notes what a session has seen. */
    synchronized void absorb(ClientSession session) {
        if (session.getOperationTime() != null) {
            absorb(session.getOperationTime());
            clusterTime = session.getClusterTime();
        }
    }

    /** Notes a point that was seen outside a session. */
    synchronized void absorb(BsonTimestamp seen) {
        if (operationTime == null || operationTime.compareTo(seen) < 0) {
            operationTime = seen;
        }
    }
}
