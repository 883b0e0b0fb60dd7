package dev.leat.examples.onlineretail.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.examples.onlineretail.check.Comparison;
import dev.leat.examples.onlineretail.check.ExpectedReadModels;
import dev.leat.examples.onlineretail.check.ParkedNumbers;
import dev.leat.examples.onlineretail.check.Verdict;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.EventLoader;
import dev.leat.examples.onlineretail.load.LoadListener;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.observe.LeatListener;
import dev.leat.observe.LeatStatus;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Load, replicas and verdict on a real MongoDB, in one process. */
@RealMongo
final class RetailLeatIT {

    private static final long LIMIT = 2_000;
    private static final LeatListener SILENT = new LeatListener() {};

    @Test
    void twoReplicas_oneLeaving_areExact_andAPlantedErrorIsFound(MongoClient client, TestDatabase database)
            throws Exception {
        try (LeatMongo stores = RetailLeat.stores(client, database.name());
                Leat stays = RetailLeat.replica(stores, "stays", SILENT)) {
            stays.start();
            try (LeatMongo others = RetailLeat.stores(client, database.name());
                    Leat leaves = RetailLeat.replica(others, "leaves", SILENT)) {
                leaves.start();
                new EventLoader(stores.eventStore(), 2)
                        .load(
                                EventFile.sample(),
                                LIMIT,
                                line -> {
                                    throw new AssertionError(line.reason());
                                },
                                LoadListener.NONE);
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> isDone(stays.status()));
            assertThat(verdict(client, database).firstDifferences()).isEmpty();
            client.getDatabase(database.name())
                    .getCollection("customer_value")
                    .updateOne(new Document(), new Document("$inc", new Document("applied.events", 1)));
            assertThat(verdict(client, database).line())
                    .startsWith("differs: 1 of ")
                    .contains("1 twice");
        } finally {
            client.getDatabase(database.name() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                    .drop();
        }
    }

    private static boolean isDone(LeatStatus status) {
        return status.sources().getFirst().last().value() == LIMIT
                && status.projections().stream().allMatch(projection -> projection.lagEvents() == 0);
    }

    private static Verdict verdict(MongoClient client, TestDatabase database) throws Exception {
        return Comparison.compare(
                ExpectedReadModels.of(EventFile.sample(), LIMIT, ParkedNumbers.none()),
                collection -> client.getDatabase(database.name())
                        .getCollection(collection, BsonDocument.class)
                        .find());
    }
}
