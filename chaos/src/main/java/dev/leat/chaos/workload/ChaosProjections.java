package dev.leat.chaos.workload;

import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The projections of a run. */
public final class ChaosProjections {

    /** Keyed by stream: the way most events go. */
    public static final String STREAMS = "streams";

    /** Keyed by content, across streams; a document takes the events of one shard in one block of numbers. */
    public static final String SHARDS = "shards";

    /** Keyed by stream, and fails on poisoned events. */
    public static final String FRAGILE = "fragile";

    /** The collections of all of them, named as they are. */
    public static final List<String> COLLECTIONS = List.of(STREAMS, SHARDS, FRAGILE);

    /** Shards of a block: with a block they bound the size of a document. */
    public static final int SHARD_COUNT = 16;

    private static final int BLOCK = 800;
    /** Of each projection, and of each topic. */
    public static final int PARTITIONS = 12;

    private ChaosProjections() {}

    /**
     * The projections.
     *
     * @param mended whether the fragile one takes poisoned events by now
     */
    public static List<Projection<?>> all(BooleanSupplier mended) {
        return List.of(streams(), shards(), fragile(mended));
    }

    private static Projection<Runs> streams() {
        return Projection.named(STREAMS)
                .into(STREAMS, Runs.class)
                .partitions(PARTITIONS)
                .startingWith(Runs.NONE)
                .on(Traced.class, (runs, traced, event) -> runs.plus(event.version()))
                .build();
    }

    private static Projection<Listed> shards() {
        return Projection.named(SHARDS)
                .into(SHARDS, Listed.class)
                .partitions(PARTITIONS)
                .keyedBy(event ->
                        event.data() instanceof Traced traced ? Optional.of(shardOf(traced)) : Optional.empty())
                .startingWith(Listed.NONE)
                .on(Traced.class, (listed, traced, event) -> listed.plus(event.stream() + "#" + event.version()))
                .build();
    }

    private static Key shardOf(Traced traced) {
        return Key.of("block-" + traced.number() / BLOCK + "/shard-" + traced.shard());
    }

    private static Projection<Runs> fragile(BooleanSupplier mended) {
        return Projection.named(FRAGILE)
                .into(FRAGILE, Runs.class)
                .partitions(PARTITIONS)
                .startingWith(Runs.NONE)
                .on(Traced.class, (runs, traced, event) -> {
                    if (traced.poison() && !mended.getAsBoolean()) {
                        throw new IllegalStateException("This event is poisoned and the fold is not mended yet.");
                    }
                    return runs.plus(event.version());
                })
                .build();
    }
}
