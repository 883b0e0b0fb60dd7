package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.ReadModelStoreConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryReadModelStoreTest extends ReadModelStoreConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
