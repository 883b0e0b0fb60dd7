package dev.leat.examples.onlineretail.projections;

import dev.leat.event.Event;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What was sold of one product on one day. Keyed by day and stock code, across streams: {@code 2011-11-14/85123A}.
 *
 * @param lines invoice lines that sold the product
 * @param quantity pieces
 * @param amount pounds sterling
 */
public record ProductDaySales(Applied applied, long lines, long quantity, BigDecimal amount) {

    /** Its collection. */
    public static final String COLLECTION = "product_day_sales";

    private static final ProductDaySales EMPTY = new ProductDaySales(Applied.NOTHING, 0, 0, BigDecimal.ZERO);

    public static Projection<ProductDaySales> projection() {
        return Projection.named("product-day-sales")
                .into(COLLECTION, ProductDaySales.class)
                .keyedBy(ProductDaySales::keyOf)
                .startingWith(EMPTY)
                .on(InvoiceLineAdded.class, ProductDaySales::sold)
                .build();
    }

    private static Optional<Key> keyOf(Event event) {
        return event.data() instanceof InvoiceLineAdded line
                ? Optional.of(Key.of(event.time().atZone(ZoneOffset.UTC).toLocalDate() + "/" + line.stockCode()))
                : Optional.empty();
    }

    private ProductDaySales sold(InvoiceLineAdded line, Event event) {
        return new ProductDaySales(
                applied.later(event.position().value()),
                lines + 1,
                quantity + line.quantity(),
                amount.add(line.amount()));
    }
}
