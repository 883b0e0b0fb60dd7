package dev.leat.ledger;

import java.util.function.Consumer;

/**
 * Tells replicas that there is something to do <em>(SPI)</em>. Thread-safe. A lost or late wake-up costs time, never an
 * event: every task also looks by itself now and then.
 */
public interface Wakeups {

    void announce(Wakeup wakeup);

    /**
     * Calls a listener for each announcement by any replica, from a thread of the implementation's. The listener
     * returns at once.
     */
    Subscription listen(Consumer<Wakeup> listener);

    /** Ends a {@link #listen}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** What happened. */
    sealed interface Wakeup {

        /** A ledger has new entries. */
        record LedgerGrew(SourceId source) implements Wakeup {}

        /** A replica came or goes, the assignment or an ownership changed, or there is a request about a parked key. */
        record ControlChanged() implements Wakeup {}
    }
}
