package dev.leat.examples.firstprojection;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.mongodb.EventTypes;
import dev.leat.mongodb.LeatMongo;
import dev.leat.projection.Projection;
import java.util.List;
import org.bson.Document;

/** The example of the README: one event, one projection, one replica. */
public final class Quickstart {

    private Quickstart() {}

    /** An event. */
    public record Deposited(long cents) {}

    /** A document of the read model. */
    public record Balance(long cents) {}

    /** Appends an event and waits until it shows in the read model; returns that document as stored. */
    static Document run(MongoClient client, String database) throws InterruptedException {
        var types = EventTypes.builder().type("Deposited", Deposited.class).build();
        var stores = LeatMongo.builder(client).database(database).types(types).build();
        var appended = stores.eventStore()
                .append(StreamId.of("account-7"), ExpectedVersion.any(), List.of(NewEvent.of(new Deposited(500))))
                .orThrow();
        var balances = Projection.named("balances")
                .into("balances", Balance.class)
                .startingWith(new Balance(0))
                .on(Deposited.class, (balance, deposited, event) -> new Balance(balance.cents() + deposited.cents()))
                .build();
        try (stores;
                Leat leat = Leat.builder(stores).exactlyOnce(balances).build()) {
            leat.start(); // as many replicas as you like, on as many machines
            return awaitCents(client, database, 500 * appended.lastVersion());
        }
    }

    private static Document awaitCents(MongoClient client, String database, long cents) throws InterruptedException {
        while (true) {
            Document balance = client.getDatabase(database)
                    .getCollection("balances")
                    .find(new Document("_id", "account-7").append("cents", cents))
                    .first();
            if (balance != null) {
                return balance;
            }
            Thread.sleep(50);
        }
    }
}
