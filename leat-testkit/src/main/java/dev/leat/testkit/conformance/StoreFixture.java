package dev.leat.testkit.conformance;

import dev.leat.event.EventId;
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

    /** Makes an appended event unreadable, for example by removing a mapped field. */
    void spoil(EventId id);

    /** A token of {@link #source} that leads nowhere any more. */
    ResumeToken forgottenToken();

    @Override
    void close();
}
