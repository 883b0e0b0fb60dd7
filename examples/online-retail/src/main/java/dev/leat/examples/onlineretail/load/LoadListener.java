package dev.leat.examples.onlineretail.load;

/** Watches a load. */
public interface LoadListener {

    /** Watches nothing. */
    LoadListener NONE = new LoadListener() {};

    /** An event was read and will be appended; what blocks here holds the load. Called on the loading thread. */
    default void read(long events) throws InterruptedException {}

    /** So many more events are committed. Called on several threads. */
    default void appended(int events) {}
}
