package dev.leat.benchmarks.workload;

import dev.leat.partition.Partitioning;
import dev.leat.projection.Projection;
import java.util.List;

/**
 * The projections that a replica runs, and the types of the events that they want. Immutable.
 *
 * @param count how many, each with a read model of its own
 * @param partitions of each
 * @param types of events, each of as many streams; each projection wants one of them, and each type has as many
 *     projections. 0: there is one type, and every projection wants it
 */
public record ProjectionSet(int count, int partitions, int types) {

    public ProjectionSet {
        if (count < 1 || partitions < 1 || types < 0) {
            throw new IllegalArgumentException(
                    "Projections and their partitions must be 1 or more and types 0 or more: " + count + ", "
                            + partitions + ", " + types + ".");
        }
        if (types > 0 && count % types != 0) {
            throw new IllegalArgumentException(
                    count + " projections do not share out " + types + " types evenly. Choose a multiple.");
        }
    }

    /** So many that all want every event, with the partitions that a projection has unless it says otherwise. */
    public static ProjectionSet alike(int count) {
        return new ProjectionSet(count, Partitioning.DEFAULT_COUNT, 0);
    }

    /** How many projections fold each event. */
    public int effectsPerEvent() {
        return types == 0 ? count : count / types;
    }

    /** The projections, in order. */
    public List<Projection<StreamTotals>> projections() {
        return TotalsProjection.list(this);
    }

    /** Their collections, in the same order. */
    public List<String> collections() {
        return TotalsProjection.collections(count);
    }

    /**
     * The type of a stream's events: as in systems where each kind of aggregate has types of its own.
     *
     * @param streamNumber from 0
     */
    public String typeOf(int streamNumber) {
        return types == 0 ? BenchStores.TYPE : typeName(streamNumber % types);
    }

    /**
     * The type that a projection wants.
     *
     * @param index from 0, below {@link #count}
     */
    public String wantedBy(int index) {
        return types == 0 ? BenchStores.TYPE : typeName(index % types);
    }

    private static String typeName(int type) {
        return BenchStores.TYPE + "-" + type;
    }
}
