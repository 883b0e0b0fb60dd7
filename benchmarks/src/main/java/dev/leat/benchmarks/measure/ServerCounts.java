package dev.leat.benchmarks.measure;

import java.util.List;
import org.bson.Document;

/**
 * What the server has counted since it started.
 *
 * @param eventFinds {@code find} commands on the event collection
 * @param documentsReturned by queries of all collections
 */
public record ServerCounts(long eventFinds, long documentsReturned) {

    private static final String ADMIN = "admin";

    /** Reads the counters. */
    public static ServerCounts of(BenchDatabase database) {
        Document status = database.client().getDatabase(ADMIN).runCommand(new Document("serverStatus", 1));
        Document document = status.get("metrics", Document.class).get("document", Document.class);
        Document totals = database.client()
                .getDatabase(ADMIN)
                .runCommand(new Document("top", 1))
                .get("totals", Document.class);
        Document events = totals.get(database.name() + "." + BenchDatabase.EVENTS, Document.class);
        long finds = events == null ? 0 : number(events.get("queries", Document.class), "count");
        return new ServerCounts(finds, number(document, "returned"));
    }

    /** What was counted since an earlier reading. */
    public ServerCounts since(ServerCounts earlier) {
        return new ServerCounts(eventFinds - earlier.eventFinds, documentsReturned - earlier.documentsReturned);
    }

    /** How many change streams are open on a database at the moment, whoever opened them. */
    public static long changeStreams(BenchDatabase database) {
        List<Document> pipeline = List.of(
                new Document("$currentOp", new Document("allUsers", true).append("idleCursors", true)),
                new Document(
                        "$match",
                        new Document("ns", new Document("$regex", "^" + database.name() + "\\."))
                                .append(
                                        "cursor.originatingCommand.pipeline.$changeStream",
                                        new Document("$exists", true))),
                new Document("$group", new Document("_id", "$cursor.cursorId")),
                new Document("$count", "streams"));
        Document counted =
                database.client().getDatabase(ADMIN).aggregate(pipeline).first();
        return counted == null ? 0 : number(counted, "streams");
    }

    private static long number(Document document, String field) {
        return document.get(field, Number.class).longValue();
    }
}
