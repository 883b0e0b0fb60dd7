package dev.leat.route;

import dev.leat.ledger.EventFeed;
import dev.leat.ledger.SourceId;
import dev.leat.projection.Projection;
import java.util.function.Function;

/** The route {@code ledger}: every replica reads the ledger and the event collection. Of one replica. Thread-safe. */
public final class LedgerRoute implements Route {

    /** The name in {@code leat.route}. */
    public static final String NAME = "ledger";

    private final Function<RouteContext, EventFeed> feed;
    private final LedgerEnds ends = new LedgerEnds();

    /** The one that is built in. */
    public LedgerRoute() {
        this(context -> context.stores().feed());
    }

    /**
     * One for a route that brings the ledger's events from elsewhere and changes nothing besides.
     *
     * @param feed the ledger and the events behind it; asked for each projection
     */
    public LedgerRoute(Function<RouteContext, EventFeed> feed) {
        this.feed = feed;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Intake intake(RouteContext context, Projection<?> projection, SourceId source) {
        return new LedgerIntake(context, projection, source, feed.apply(context), ends);
    }
}
