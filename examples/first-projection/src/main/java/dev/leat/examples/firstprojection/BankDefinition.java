package dev.leat.examples.firstprojection;

import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongoBuilder;
import dev.leat.projection.Projection;
import java.util.List;

/** The bank's event types and projections, as {@code ./leat verify} asks for them. */
public final class BankDefinition implements LeatDefinition {

    @Override
    public List<Projection<?>> projections() {
        return List.of(Bank.accounts(), Bank.turnover());
    }

    @Override
    public LeatMongoBuilder configure(LeatMongoBuilder builder) {
        return builder.types(Bank.TYPES);
    }
}
