package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.LiveVersionsConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryLiveVersionsTest extends LiveVersionsConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
