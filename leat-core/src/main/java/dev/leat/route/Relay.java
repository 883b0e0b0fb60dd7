package dev.leat.route;

import java.time.Duration;

/**
 * Carries one source's ledger on to where the intakes read, in the replica that tails it <em>(SPI)</em>. That two replicas
 * believe to tail at once must do no harm. Confined to one thread.
 */
public interface Relay extends AutoCloseable {

    /**
     * Does the next thing.
     *
     * @return how long there is nothing to do unless the ledger grows; zero to be called again at once
     */
    Duration step();

    /** Lets go of what it holds, after a failed step or because another replica tails; a later step begins anew. */
    void release();

    @Override
    void close();
}
