package dev.leat.verify;

import dev.leat.ledger.EventFeed;
import dev.leat.stores.LeatStores;

/** A store whose state the history checker can read <em>(SPI)</em>. Thread-safe. */
public interface VerifiableStores extends LeatStores {

    StateReader state();

    /** A feed that remembers nothing of what was read before, for the caller to close. */
    FreshFeed openFeed();

    /** A feed of the checker's own. */
    interface FreshFeed extends EventFeed, AutoCloseable {
        @Override
        void close();
    }
}
