package dev.leat.kafka.bodies;

/**
 * How long waiting for a topic is worth while. Each wait in vain halves it, down to none; a document that comes soon after
 * it was missed shows that the topic keeps up, and how long would have sufficed. So a gap in a topic that keeps up costs
 * little, and a topic that stands still nothing. Not thread-safe.
 */
final class Patience {

    /** Below this part of the most it is not worth while. */
    private static final int LEAST_PART = 8;

    private final long most;
    private long now;

    /**
     * Full patience.
     *
     * @param mostNanos 0: there is never any
     */
    Patience(long mostNanos) {
        most = mostNanos;
        now = mostNanos;
    }

    /** How long to wait, in nanoseconds. */
    long nanos() {
        return now;
    }

    /**
     * Notes that a wait ended and something was still missing.
     *
     * @return whether there is none left, since now
     */
    boolean wasInVain() {
        boolean had = now > 0;
        now /= 2;
        if (now < most / LEAST_PART) {
            now = 0;
        }
        return had && now == 0;
    }

    /**
     * Notes that a document came so long after it was missed.
     *
     * @return whether there is some again, since now
     */
    boolean came(long delayNanos) {
        if (delayNanos > most || most == 0) {
            return false;
        }
        boolean had = now > 0;
        now = Math.max(now, Math.clamp(2 * delayNanos, Math.max(1, most / LEAST_PART), most));
        return !had;
    }
}
