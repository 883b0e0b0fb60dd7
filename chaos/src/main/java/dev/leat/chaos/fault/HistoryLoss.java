package dev.leat.chaos.fault;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.chaos.replica.Report;
import dev.leat.chaos.replica.Report.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#HISTORY_LOSS}: all replicas are stopped until the oplog has forgotten where they were. */
final class HistoryLoss implements Fault {

    private static final int JUNK_BYTES = 4 << 20;
    private static final Duration ROLL_WAIT = Duration.ofMinutes(2);

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<String> names = arena.fleet().names();
        for (String name : names) {
            arena.fleet().replica(name).terminate();
        }
        for (String name : names) {
            arena.fleet().awaitEnd(name);
        }
        long covered = arena.control().ledgerEnd();
        boolean rolled = rollOver(arena.servers().client());
        names.forEach(name -> arena.fleet().start(name));
        for (String name : names) {
            arena.fleet().awaitReady(name);
        }
        boolean lost = Arena.await(() -> names.stream().anyMatch(name -> isReconciling(arena, name)), Arena.PATIENCE);
        boolean added = Arena.await(() -> arena.control().ledgerEnd() > covered, Arena.PATIENCE);
        return new Evidence(
                "the oplog",
                rolled && lost && added,
                (rolled ? "rolled over, " : "did not roll over in time, ")
                        + (lost ? "the tailer missed its history" : "the tailer missed nothing")
                        + (added ? " and completed the ledger" : " and the ledger did not go on"));
    }

    private static boolean isReconciling(Arena arena, String name) {
        return arena.fleet().replica(name).reports().stream()
                .anyMatch(report -> report.kind() == Kind.RECONCILING && speaksOfHistory(report));
    }

    private static boolean speaksOfHistory(Report report) {
        return report.detail().contains("History") || report.detail().contains("oplog");
    }

    private static boolean rollOver(MongoClient client) throws InterruptedException {
        BsonTimestamp stopped = Objects.requireNonNull(inOplog(client, -1));
        MongoCollection<Document> junk =
                client.getDatabase("junk").getCollection("junk").withWriteConcern(WriteConcern.MAJORITY);
        String text = "j".repeat(JUNK_BYTES);
        boolean rolled = Arena.await(
                () -> {
                    junk.insertOne(new Document("text", text));
                    BsonTimestamp first = inOplog(client, 1);
                    return first != null && first.compareTo(stopped) > 0;
                },
                ROLL_WAIT);
        client.getDatabase("junk").drop();
        return rolled;
    }

    /** The time of the first (1) or last (-1) operation that the oplog has. */
    private static @Nullable BsonTimestamp inOplog(MongoClient client, int order) {
        BsonDocument entry = client.getDatabase("local")
                .getCollection("oplog.rs", BsonDocument.class)
                .find()
                .sort(new Document("$natural", order))
                .first();
        return entry == null ? null : entry.getTimestamp("ts");
    }
}
