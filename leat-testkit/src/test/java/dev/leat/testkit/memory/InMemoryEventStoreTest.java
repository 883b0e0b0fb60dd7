package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.EventStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryEventStoreTest extends EventStoreConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
