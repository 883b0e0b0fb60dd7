package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.ReportsConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryReportsTest extends ReportsConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
