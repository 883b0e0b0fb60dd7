package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.SourceStreamConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemorySourceStreamTest extends SourceStreamConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
