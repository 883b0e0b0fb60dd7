package dev.leat.examples.onlineretail.replica;

import dev.leat.examples.onlineretail.events.RetailEvent;
import dev.leat.examples.onlineretail.projections.RetailProjections;
import dev.leat.mongodb.EventTypes;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.projection.Projection;
import java.util.List;

/** The shop's event types and projections, for its replicas and for {@code ./leat verify}. */
public final class RetailDefinition implements LeatDefinition {

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

    @Override
    public List<Projection<?>> projections() {
        return RetailProjections.all();
    }

    @Override
    public LeatMongoBuilder configure(LeatMongoBuilder builder) {
        return builder.types(TYPES);
    }
}
