package dev.leat.internal;

import dev.leat.ledger.SourceId;
import dev.leat.route.Relay;
import dev.leat.time.Ticker;
import java.time.Duration;

/**
 * Runs a source's relay while this replica tails the source. Confined to its thread, but for the methods that say so.
 */
final class RelayTask extends StoppableTask {

    private static final Duration IDLE = Duration.ofSeconds(2);

    private final SourceId source;
    private final Relay relay;
    private final Ticker ticker;
    private volatile boolean enabled;
    private volatile long workedAt;
    private boolean working;

    RelayTask(SourceId source, Relay relay, Ticker ticker) {
        this.source = source;
        this.relay = relay;
        this.ticker = ticker;
    }

    SourceId source() {
        return source;
    }

    @Override
    public String name() {
        return "relay " + source;
    }

    /** Says whether this replica tails. Callable from any thread. */
    void enable(boolean tails) {
        if (enabled != tails) {
            workedAt = ticker.nanos();
            enabled = tails;
            wake();
        }
    }

    /** For how long it is to relay and has not, because steps fail or do not come to an end. Callable from any thread. */
    Duration standsStill() {
        return enabled ? Duration.ofNanos(ticker.nanos() - workedAt) : Duration.ZERO;
    }

    /** Notes that the ledger has new entries. Callable from any thread. */
    void ledgerGrew() {
        wake();
    }

    @Override
    public void recover() {
        relay.release();
    }

    @Override
    public void dispose() {
        relay.close();
    }

    @Override
    public Duration step() {
        if (isStopRequested()) {
            relay.close();
            stopped();
            return IDLE;
        }
        if (!enabled) {
            if (working) {
                working = false;
                relay.release();
            }
            return IDLE;
        }
        working = true;
        Duration next = relay.step();
        workedAt = ticker.nanos();
        return next;
    }
}
