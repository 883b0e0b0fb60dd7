package dev.leat.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one replica causally consistent, all those that a commit rests on: each sees at least what any
 * earlier one saw or wrote, on whichever primary it lands. Without that, a majority read on a new primary may be older than a commit that was acknowledged by
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

    private final MongoClient client;
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

    /** A session of the caller's own, who closes it. */
    ClientSession open() {
        ClientSession session = client.startSession(
                ClientSessionOptions.builder().causallyConsistent(true).build());
        advance(session);
        return session;
    }

    /** Lets a session that was opened before see everything so far. */
    synchronized void advance(ClientSession session) {
        if (operationTime != null) {
            session.advanceOperationTime(operationTime);
        }
        if (clusterTime != null) {
            session.advanceClusterTime(clusterTime);
        }
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
