package dev.leat.internal;

import dev.leat.ledger.SourceId;
import dev.leat.projection.Projection;
import dev.leat.route.Intake;
import dev.leat.route.Route;
import dev.leat.route.RouteContext;

/** The route {@code ledger}: every replica reads the ledger and the event collection. Of one replica. */
public final class LedgerRoute implements Route {

    /** The name in {@code leat.route}. */
    public static final String NAME = "ledger";

    private final LedgerEnds ends = new LedgerEnds();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Intake intake(RouteContext context, Projection<?> projection, SourceId source) {
        return new LedgerIntake(context, projection, source, ends);
    }
}
