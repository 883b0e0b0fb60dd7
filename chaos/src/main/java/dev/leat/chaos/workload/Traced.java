package dev.leat.chaos.workload;

/**
 * The data of every event.
 *
 * @param number place in the order of writing, from 1, unique in a run
 * @param shard decides, with the number, the document of {@link ChaosProjections#SHARDS}
 * @param poison the projection {@link ChaosProjections#FRAGILE} fails on it until it is mended
 * @param text nothing but size
 */
public record Traced(long number, int shard, boolean poison, String text) {

    /** The type name under which it is stored. */
    public static final String TYPE = "Traced";
}
