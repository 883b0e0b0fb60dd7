package dev.leat.chaos.workload;

import com.mongodb.client.MongoClient;
import dev.leat.mongodb.EventTypes;
import dev.leat.mongodb.LeatMongo;

/** Opens Leat on the database of a run, alike in every process. */
public final class ChaosStores {

    /** Holds events and read models. */
    public static final String DATABASE = "chaos";

    /** Holds Leat's own documents. */
    public static final String LEAT_DATABASE = "chaos_leat";

    /** The event collection. */
    public static final String EVENTS = "events";

    private ChaosStores() {}

    /** Leat's stores; the client stays the caller's. */
    public static LeatMongo open(MongoClient client) {
        return LeatMongo.builder(client)
                .database(DATABASE)
                .leatDatabase(LEAT_DATABASE)
                .types(EventTypes.builder().type(Traced.TYPE, Traced.class).build())
                .build();
    }
}
