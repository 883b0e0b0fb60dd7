package dev.leat.mongodb;

import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.conversions.Bson;

/** Counts the collection {@code parked} on the server. */
final class ParkedSummaries {

    private static final String RETRYING = "retrying";
    private static final String ALL = "all";
    private static final String EXAMPLES = "examples";

    private ParkedSummaries() {}

    static Map<ProjectionId, ParkedSummary> read(MongoNames names, Sessions sessions, int maxExamples) {
        return Calls.call(
                "counting parked keys",
                () -> sessions.with(session -> {
                    Map<ProjectionId, ParkedSummary> summaries = new HashMap<>();
                    names.parked()
                            .aggregate(session, List.of(group(maxExamples)))
                            .forEach(group -> summaries.put(
                                    ProjectionId.parse(Stored.text(group, "_id")), summary(names, group)));
                    return summaries;
                }));
    }

    private static Bson group(int maxExamples) {
        BsonDocument group = BsonDocument.parse("""
                {_id: '$projection', all: {$sum: 1},
                 retrying: {$sum: {$cond: [{$eq: ['$state', 'RETRYING']}, 1, 0]}},
                 examples: {$topN: {sortBy: {failedAt: 1, _id: 1}, output: '$$ROOT'}}}""");
        group.getDocument(EXAMPLES).getDocument("$topN").append("n", new BsonInt32(maxExamples));
        return new BsonDocument("$group", group);
    }

    private static ParkedSummary summary(MongoNames names, BsonDocument group) {
        int retrying = Stored.int32(group, RETRYING);
        return new ParkedSummary(
                retrying,
                Stored.int32(group, ALL) - retrying,
                Stored.array(group, EXAMPLES).stream()
                        .map(example -> Formats.reader(names.parked(), ParkDocuments::toKey)
                                .apply(Stored.document(EXAMPLES, example)))
                        .toList());
    }
}
