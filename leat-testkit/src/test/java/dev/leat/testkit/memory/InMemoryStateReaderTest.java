package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.StateReaderConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryStateReaderTest extends StateReaderConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
