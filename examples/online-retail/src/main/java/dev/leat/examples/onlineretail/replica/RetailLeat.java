package dev.leat.examples.onlineretail.replica;

import com.mongodb.client.MongoClient;
import dev.leat.Leat;
import dev.leat.LeatBuilder;
import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.examples.onlineretail.projections.RetailProjections;
import dev.leat.mongodb.EventTypes;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.LeatListener;
import java.util.Map;

/** Wires Leat for the shop: its event types, its database, its projections. */
public final class RetailLeat {

    /**
     * What differs from the defaults: a partition without events stores its checkpoint each second, so that one sees on
     * the second when all is done.
     */
    private static final Map<String, String> PROPERTIES = Map.of("leat.batch.idle-checkpoint-interval", "1s");

    private static final EventTypes TYPES = EventTypes.builder()
            .type("InvoiceOpened", RetailEvent.InvoiceOpened.class)
            .type("InvoiceLineAdded", RetailEvent.InvoiceLineAdded.class)
            .type("InvoiceChargeAdded", RetailEvent.InvoiceChargeAdded.class)
            .type("CancellationOpened", RetailEvent.CancellationOpened.class)
            .type("CancelledLineRecorded", RetailEvent.CancelledLineRecorded.class)
            .type("CancelledChargeRecorded", RetailEvent.CancelledChargeRecorded.class)
            .type("StockAdjusted", RetailEvent.StockAdjusted.class)
            .type("BadDebtAdjusted", RetailEvent.BadDebtAdjusted.class)
            .build();

    private RetailLeat() {}

    /**
     * Where events, read models and Leat's own documents are kept.
     *
     * @param client stays the caller's, who closes it
     */
    public static LeatMongo stores(MongoClient client, String database) {
        return LeatMongo.builder(client).database(database).types(TYPES).build();
    }

    /** A replica with all projections; not started, it only tells the status. */
    public static Leat replica(LeatMongo stores, String name, LeatListener listener) {
        LeatBuilder builder =
                Leat.builder(stores).replicaName(name).properties(PROPERTIES).listener(listener);
        RetailProjections.all().forEach(builder::exactlyOnce);
        return builder.build();
    }
}
