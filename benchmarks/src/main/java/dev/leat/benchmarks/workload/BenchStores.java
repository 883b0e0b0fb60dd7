package dev.leat.benchmarks.workload;

import com.mongodb.client.MongoClient;
import dev.leat.mongodb.EventTypes;
import dev.leat.mongodb.LeatMongo;

/** Opens Leat on a database of the benchmark, alike in every process. */
public final class BenchStores {

    private BenchStores() {}

    /**
     * Leat's stores.
     *
     * @param database holds events and read models; Leat's own documents are in {@link #leatDatabase}
     */
    public static LeatMongo open(MongoClient client, String database) {
        return LeatMongo.builder(client)
                .database(database)
                .leatDatabase(leatDatabase(database))
                .types(EventTypes.builder().type(TYPE, ItemAdded.class).build())
                .build();
    }

    /** The type name of every event. */
    public static final String TYPE = "ItemAdded";

    /** The database of Leat's own documents beside a database. */
    public static String leatDatabase(String database) {
        return database + "_leat";
    }
}
