package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.LeaseStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryLeaseStoreTest extends LeaseStoreConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
