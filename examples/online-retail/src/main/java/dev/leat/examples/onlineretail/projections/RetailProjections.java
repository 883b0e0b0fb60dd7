package dev.leat.examples.onlineretail.projections;

import dev.leat.projection.Projection;
import java.util.List;

/** All projections of the example; every replica runs all of them. */
public final class RetailProjections {

    private RetailProjections() {}

    public static List<Projection<?>> all() {
        return List.of(
                StreamSummary.projection(),
                ProductDaySales.projection(),
                CustomerValue.projection(),
                StockMovement.projection());
    }
}
