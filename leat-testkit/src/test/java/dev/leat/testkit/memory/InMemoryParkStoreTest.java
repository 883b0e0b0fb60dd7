package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.ParkStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryParkStoreTest extends ParkStoreConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
