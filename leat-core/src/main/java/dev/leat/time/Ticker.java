package dev.leat.time;

/** Measures durations of this process. Thread-safe. Its values mean nothing outside the process. */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since an arbitrary point; never goes back. */
    long nanos();

    /** The JVM's own. */
    static Ticker system() {
        return System::nanoTime;
    }
}
