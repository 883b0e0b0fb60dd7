package dev.leat.testkit.memory;

import dev.leat.testkit.conformance.EventFeedConformance;
import dev.leat.testkit.conformance.StoreFixture;

final class InMemoryEventFeedTest extends EventFeedConformance {
    @Override
    protected StoreFixture open() {
        return new InMemoryFixture();
    }
}
