package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.StoreFixture;
import dev.leat.testkit.conformance.WakeupsConformance;

final class InMemoryWakeupsTest extends WakeupsConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
