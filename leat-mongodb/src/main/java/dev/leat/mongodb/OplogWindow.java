package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import dev.leat.ledger.HistoryWindow;
import java.time.Instant;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Looks how far back the oplog goes, where the user may. Thread-safe. */
final class OplogWindow {

    private static final int UNAUTHORIZED = 13;
    private static final BsonDocument OLDEST_FIRST = new BsonDocument("$natural", new BsonInt32(1));
    private static final BsonDocument TIME = new BsonDocument("ts", new BsonInt32(1));

    private final MongoNames names;
    private final StoreCheck check;

    OplogWindow(MongoNames names, StoreCheck check) {
        this.names = names;
        this.check = check;
    }

    HistoryWindow read() {
        return Calls.call("reading the oldest entry of the oplog", () -> {
            try {
                BsonDocument oldest = names.oplog()
                        .find()
                        .sort(OLDEST_FIRST)
                        .projection(TIME)
                        .limit(1)
                        .first();
                return oldest == null
                        ? new HistoryWindow.Unknown("There is no oplog here.")
                        : new HistoryWindow.Since(Instant.ofEpochSecond(
                                Stored.timestamp(oldest, "ts").getTime()));
            } catch (MongoCommandException e) {
                return new HistoryWindow.Unknown(
                        e.getErrorCode() == UNAUTHORIZED
                                ? "The oplog's window cannot be seen by this user. "
                                        + check.rights().grant("read", "local")
                                : "The oplog cannot be read: " + Calls.words(e) + ".");
            }
        });
    }
}
