package dev.leat.testkit.conformance;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.StreamId;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.stores.LeatStores;

/** An empty store, and what a suite needs beside its SPIs. One per test. */
public interface StoreFixture extends AutoCloseable {

    LeatStores stores();

    /** A source without events. */
    SourceId source();

    /** Another source without events. */
    SourceId otherSource();

    /**
     * Appends the next event of a stream to {@link #source}, on a majority; versions begin at 1.
     *
     * @return its id
     */
    EventId append(StreamId stream);

    /** The event store of {@link #source}, which is the same each time. */
    EventStore eventStore();

    /** Data of an event of type {@code Happened}; reading it back gives data equal to it. */
    Object data(String text);

    /** The same store, as another replica has it open. The fixture closes it. */
    LeatStores anotherReplica();

    /** Makes an appended event unreadable, for example by removing a mapped field. */
    void spoil(EventId id);

    /** A token of {@link #source} that leads nowhere any more. */
    ResumeToken forgottenToken();

    @Override
    void close();
}
