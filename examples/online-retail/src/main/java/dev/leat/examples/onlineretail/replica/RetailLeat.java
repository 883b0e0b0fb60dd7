package dev.leat.examples.onlineretail.replica;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.LeatBuilder;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.LeatListener;
import java.util.Map;

/** Wires Leat for the shop, from its {@link RetailDefinition}. */
public final class RetailLeat {

    /**
     * What differs from the defaults: a partition without events stores its checkpoint each second, so that one sees on
     * the second when all is done.
     */
    private static final Map<String, String> PROPERTIES = Map.of("leat.batch.idle-checkpoint-interval", "1s");

    private RetailLeat() {}

    /**
     * Where events, read models and Leat's own documents are kept.
     *
     * @param client stays the caller's, who closes it
     */
    public static LeatMongo stores(MongoClient client, String database) {
        return new RetailDefinition()
                .configure(LeatMongo.builder(client))
                .database(database)
                .build();
    }

    /** A replica with all projections; not started, it only tells the status. */
    public static Leat replica(LeatMongo stores, String name, LeatListener listener) {
        LeatBuilder builder =
                Leat.builder(stores).replicaName(name).properties(PROPERTIES).listener(listener);
        new RetailDefinition().projections().forEach(builder::exactlyOnce);
        return builder.build();
    }
}
