package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each document that Leat stores tells its format. */
@RealMongo
class StoredFormatIT {

    private static final Set<String> COLLECTIONS = Set.of(
            "audit",
            "control",
            "coverage",
            "ledger.events",
            "ledger.orders",
            "parked",
            "parkedEvents",
            "partitions",
            "projections",
            "reports",
            "wakeups");

    private Deployment deployment;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void storedDocument_carriesItsFormat_whateverItsKind() {
        Leat leat = new FormatRun(deployment).untilQuiet();

        assertThat(withFormat(
                        deployment.leatDatabase(),
                        deployment.leatDatabase().listCollectionNames().into(new ArrayList<>())))
                .as("collections with documents")
                .isEqualTo(COLLECTIONS);
        assertThat(deployment
                        .leatDatabase()
                        .getCollection("control")
                        .distinct("kind", String.class)
                        .into(new ArrayList<>()))
                .containsExactlyInAnyOrder("replica", "role", "assignment", "live", "park-requests");
        assertThat(withFormat(deployment.database(), List.of("events"))).isNotEmpty();

        leat.close();
        assertThat(withFormat(deployment.leatDatabase(), COLLECTIONS))
                .as("collections with documents, after the replica removed its report")
                .isEqualTo(COLLECTIONS.stream()
                        .filter(name -> !name.equals("reports"))
                        .collect(Collectors.toSet()));
    }

    /** The collections that hold documents, each of which has the present format. */
    private static Set<String> withFormat(MongoDatabase database, Iterable<String> collections) {
        Set<String> seen = new TreeSet<>();
        for (String collection : collections) {
            for (BsonDocument document :
                    database.getCollection(collection, BsonDocument.class).find()) {
                assertThat(document.get("v"))
                        .as("v of %s in %s", document.get("_id"), collection)
                        .isEqualTo(new BsonInt32(MongoNames.FORMAT));
                seen.add(collection);
            }
        }
        return seen;
    }
}
