package dev.leat.verify;

import dev.leat.stores.LeatStores;

/** A store whose state the history checker can read <em>(SPI)</em>. Thread-safe. */
public interface VerifiableStores extends LeatStores {

    StateReader state();
}
