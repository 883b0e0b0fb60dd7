package dev.leat.examples.firstprojection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.EventMapping;
import dev.leat.mongodb.LeatMongo;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The example of docs/how-to/read-a-collection-written-by-others.md. */
@RealMongo
public class ForeignCollectionIT {

    /** A document of the read model. */
    public record OrderState(String last) {}

    @Test
    void eventsOfAForeignShape_areFolded(MongoClient client, TestDatabase database) {
        SourceId orders = SourceId.of("orders");
        LeatMongo stores = LeatMongo.builder(client)
                .database(database.name())
                .mapping(orders, EventMapping.of("header.order", "header.kind").withTime("header.at"))
                .build();
        Projection<OrderState> states = Projection.named("order-states")
                .into("order_states", OrderState.class)
                .from(orders)
                .startingWith(new OrderState("none"))
                .onAny((state, data, event) -> new OrderState(event.type().name()))
                .build();
        insert(database.database(), order("A-1", "placed"));
        try (stores;
                Leat leat = Leat.builder(stores).exactlyOnce(states).build()) {
            leat.start();
            insert(database.database(), order("A-1", "paid"));
            insert(database.database(), order("A-2", "placed"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(database.database()
                                    .getCollection("order_states")
                                    .find())
                            .containsExactlyInAnyOrder(
                                    new Document("_id", "A-1").append("last", "paid"),
                                    new Document("_id", "A-2").append("last", "placed")));
        } finally {
            client.getDatabase(database.name() + LeatMongoBuilder.LEAT_DATABASE_SUFFIX)
                    .drop();
        }
    }

    /** By the command, as another program in another language would. */
    private static void insert(MongoDatabase database, Document order) {
        database.runCommand(new Document("insert", "orders").append("documents", List.of(order)));
    }

    private static Document order(String order, String kind) {
        return new Document(
                "header", new Document("order", order).append("kind", kind).append("at", Instant.now()));
    }
}
