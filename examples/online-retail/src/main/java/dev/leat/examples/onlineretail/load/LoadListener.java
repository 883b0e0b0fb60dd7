package dev.leat.examples.onlineretail.load;

/** Watches a load. */
public interface LoadListener {

    /** Watches nothing. */
    LoadListener NONE = new LoadListener() {};

    /** Whether the load is to be held before an event; what was read before it is appended meanwhile. */
    default boolean holds(long eventNumber) {
        return false;
    }

    /** Blocks for as long as the load is to be held. Called on the loading thread when {@link #holds} says so. */
    default void awaitRelease() throws InterruptedException {}

    /** So many more events are committed. Called on several threads. */
    default void appended(int events) {}
}
