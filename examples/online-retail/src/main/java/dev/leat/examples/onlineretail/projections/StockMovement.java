package dev.leat.examples.onlineretail.projections;

import dev.leat.event.Event;
import dev.leat.examples.onlineretail.events.RetailEvent.CancelledLineRecorded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.Row;
import dev.leat.examples.onlineretail.events.RetailEvent.StockAdjusted;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.Optional;

/**
 * How the stock of one product moved. Keyed by stock code, across streams.
 *
 * @param sold pieces that left
 * @param cancelled pieces that came back; zero or negative, as on the document
 * @param adjusted pieces found, or lost when negative
 * @param movement the change of the stock: {@code -sold - cancelled + adjusted}
 */
public record StockMovement(Applied applied, long sold, long cancelled, long adjusted, long movement) {

    /** Its collection. */
    public static final String COLLECTION = "stock_movement";

    private static final StockMovement EMPTY = new StockMovement(Applied.NOTHING, 0, 0, 0, 0);

    public static Projection<StockMovement> projection() {
        return projection("stock-movement", COLLECTION);
    }

    /** The same under another name, to be built beside it. */
    public static Projection<StockMovement> projection(String name, String collection) {
        return Projection.named(name)
                .into(collection, StockMovement.class)
                .keyedBy(StockMovement::keyOf)
                .startingWith(EMPTY)
                .on(InvoiceLineAdded.class, (stock, line, event) -> stock.plus(line.quantity(), 0, 0, event))
                .on(CancelledLineRecorded.class, (stock, line, event) -> stock.plus(0, line.quantity(), 0, event))
                .on(StockAdjusted.class, (stock, row, event) -> stock.plus(0, 0, row.quantity(), event))
                .build();
    }

    private static Optional<Key> keyOf(Event event) {
        return event.data() instanceof Row row ? Optional.of(Key.of(row.stockCode())) : Optional.empty();
    }

    private StockMovement plus(long soldMore, long cancelledMore, long adjustedMore, Event event) {
        return new StockMovement(
                applied.later(event.position().value()),
                sold + soldMore,
                cancelled + cancelledMore,
                adjusted + adjustedMore,
                movement - soldMore - cancelledMore + adjustedMore);
    }
}
