package dev.leat.mongodb;

import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import dev.leat.ledger.HistoryWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Looks for how long the oplog remembers at the rate at which it is written: a tailer that is away for longer has to compare
 * the whole collection. Thread-safe.
 */
final class OplogCheckup {

    private static final String OF = "oplog";
    private static final Duration SHORT = Duration.ofHours(24);
    private static final Duration TOO_SHORT = Duration.ofHours(1);

    /** Below this share the oplog has never been full, and its rate says what it will hold. */
    private static final double FULL = 0.9;

    private final MongoNames names;
    private final OplogWindow window;

    OplogCheckup(MongoNames names, OplogWindow window) {
        this.names = names;
        this.window = window;
    }

    List<Diagnosis> examine(Rights rights) {
        try {
            return switch (window.read()) {
                case HistoryWindow.Unknown unknown ->
                    List.of(Diagnosis.unknown(OF, "how far back it goes is not seen", unknown.reason()));
                case HistoryWindow.Since since -> List.of(judge(since.oldest()));
            };
        } catch (MongoCommandException e) {
            return List.of(Diagnosis.unknown(
                    OF, "its size is not seen: " + Calls.words(e), "To see it: " + rights.grant("read", "local")));
        }
    }

    private Diagnosis judge(Instant oldest) {
        MongoCollection<BsonDocument> oplog = names.oplog();
        BsonDocument newest = oplog.find().sort(descending("$natural")).limit(1).first();
        BsonDocument stats = oplog.aggregate(List.of(BsonDocument.parse("{$collStats: {storageStats: {}}}")))
                .first();
        if (newest == null || stats == null) {
            return Diagnosis.unknown(OF, "it is empty", "Look again later.");
        }
        BsonDocument storage = stats.getDocument("storageStats", new BsonDocument());
        return judge(
                Duration.between(
                        oldest,
                        Instant.ofEpochSecond(Stored.timestamp(newest, "ts").getTime())),
                storage.getNumber("size", new BsonInt32(0)).doubleValue(),
                storage.getNumber("maxSize", new BsonInt32(0)).doubleValue());
    }

    /**
     * Judges a window.
     *
     * @param holds from its oldest to its newest entry
     * @param bytes of entries that it holds
     * @param maxBytes that it may hold; 0 when that is unknown
     */
    static Diagnosis judge(Duration holds, double bytes, double maxBytes) {
        double seconds = Math.max(1, holds.toSeconds());
        boolean full = maxBytes <= 0 || bytes >= FULL * maxBytes;
        Duration reach = full ? holds : Duration.ofSeconds((long) (seconds * maxBytes / Math.max(1, bytes)));
        String found = String.format(
                Locale.ROOT, "at %.1f MB an hour it remembers %s", bytes / seconds * 3_600 / 1_000_000, words(reach));
        String mend =
                "Enlarge it on each member: db.adminCommand({replSetResizeOplog: 1, size: <MB>}), or keep it by time:"
                        + " minRetentionHours. A tailer that is away for longer compares the whole event collection.";
        if (reach.compareTo(TOO_SHORT) < 0) {
            return Diagnosis.fault(OF, found, mend);
        }
        return reach.compareTo(SHORT) < 0 ? Diagnosis.warning(OF, found, mend) : Diagnosis.fine(OF, found);
    }

    private static String words(Duration duration) {
        long hours = duration.toHours();
        return hours < 2 ? duration.toMinutes() + " minutes" : hours < 72 ? hours + " hours" : hours / 24 + " days";
    }
}
