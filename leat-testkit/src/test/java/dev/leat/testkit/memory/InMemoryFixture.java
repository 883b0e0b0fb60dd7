package dev.leat.testkit.memory;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.stores.LeatStores;
import dev.leat.testkit.conformance.StoreFixture;
import java.time.InstantSource;
import java.util.List;

final class InMemoryFixture implements StoreFixture {

    private final InMemoryStores stores = new InMemoryStores(InstantSource.system());
    private int appended;

    @Override
    public InMemoryStores stores() {
        return stores;
    }

    @Override
    public SourceId source() {
        return SourceId.of("events");
    }

    @Override
    public SourceId otherSource() {
        return SourceId.of("others");
    }

    @Override
    public EventId append(StreamId stream) {
        EventId id = EventId.of("event-" + ++appended);
        NewEvent event = NewEvent.of(EventType.of("Happened"), "data").withId(id);
        stores.events(source())
                .append(stream, ExpectedVersion.any(), List.of(event))
                .orThrow();
        return id;
    }

    @Override
    public EventStore eventStore() {
        return stores.events(source());
    }

    @Override
    public Object data(String text) {
        return text;
    }

    @Override
    public LeatStores anotherReplica() {
        return stores;
    }

    @Override
    public void spoil(EventId id) {
        stores.events(source()).spoil(id, "spoiled by the test");
    }

    @Override
    public ResumeToken forgottenToken() {
        ResumeToken token = stores.sources().openNow(source()).token();
        stores.events(source()).forgetHistory();
        return token;
    }

    @Override
    public void close() {}
}
