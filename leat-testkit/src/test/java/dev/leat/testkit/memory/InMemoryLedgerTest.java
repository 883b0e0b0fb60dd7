package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.LedgerConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryLedgerTest extends LedgerConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
