package dev.leat.kafka.topic;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import dev.leat.partition.PartitionId;
import dev.leat.partition.Partitioning;
import dev.leat.partition.Slots;
import dev.leat.projection.Key;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One topic: which events are in it, and in which of its partitions. Immutable.
 *
 * <p>All projections of a source that are keyed by stream share one topic, partitioned by the stream's slot. A projection
 * that is keyed by content has a topic of its own, partitioned by the slots of its keys: an event with keys in several
 * partitions is in each of them.
 *
 * @param projection whose keys decide; null for the topic that is partitioned by stream
 * @param partitions number of the topic's partitions
 */
public record EventTopic(
        String name, SourceId source, @Nullable Projection<?> projection, int partitions) {

    /** The name of the topic that a projection reads. */
    public static String nameFor(String prefix, SourceId source, Projection<?> projection) {
        return switch (projection.keying()) {
            case Keying.ByStream ignored -> prefix + source;
            case Keying.ByContent ignored ->
                prefix + source + "." + projection.id().name() + "-"
                        + projection.id().version();
        };
    }

    /** The topic partition of a slot. */
    public int partitionOf(int slot) {
        return new Partitioning(partitions).partitionOf(slot);
    }

    /** The topic partition in which the events of a projection's partition are. */
    public int partitionOf(PartitionId partition, Partitioning partitioning) {
        return partition.number() / (partitioning.count() / partitions);
    }

    /**
     * The topic partitions into which an item goes.
     *
     * @param typed upcasts and decodes an event as it is stored
     */
    public Set<Integer> partitionsOf(FeedItem stored, BiFunction<SourceId, Event, FeedItem> typed) {
        if (projection == null) {
            return Set.of(partitionOf(stored.slot()));
        }
        FeedItem item = stored instanceof Event event ? typed.apply(source, event) : stored;
        return switch (item) {
            case UnreadableEvent ignored -> all();
            case Event event -> projection.handles(event) ? partitionsOfKeys(projection, event) : Set.of();
        };
    }

    private Set<Integer> partitionsOfKeys(Projection<?> keyed, Event event) {
        Set<Integer> found = new TreeSet<>();
        try {
            for (Key key : keyed.keysOf(event)) {
                found.add(partitionOf(Slots.of(key.value())));
            }
            return found;
        } catch (RuntimeException e) {
            // Whoever folds it meets the same exception, and parks the event in each partition.
            return all();
        }
    }

    private Set<Integer> all() {
        Set<Integer> all = new TreeSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(partition);
        }
        return all;
    }

    /**
     * Refuses a projection whose partitions do not lie within those of the topic.
     *
     * @throws ConfigurationException naming both numbers
     */
    public void requireFits(Projection<?> reader) {
        int count = reader.partitioning().count();
        if (count % partitions != 0) {
            throw new ConfigurationException(
                    "Topic " + name + " has " + partitions + " partitions and " + reader + " has "
                            + count + ", which is no multiple of it. Make the topic with a number that divides " + count
                            + ", or raise the projection's version with another number of partitions.");
        }
    }
}
