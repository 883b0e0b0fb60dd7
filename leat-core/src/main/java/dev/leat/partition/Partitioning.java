package dev.leat.partition;

/**
 * A division of the slots into partitions of consecutive slots. Immutable.
 *
 * @param count number of partitions, 1 to 1024
 */
public record Partitioning(int count) {

    /** Partitions of a projection unless it says otherwise: {@value}. */
    public static final int DEFAULT_COUNT = 32;

    public Partitioning {
        if (count < 1 || count > Slots.COUNT) {
            throw new IllegalArgumentException("Partition count must be 1 to " + Slots.COUNT + ": " + count + ".");
        }
    }

    /** The partition that holds a slot, 0 to count - 1. */
    public int partitionOf(int slot) {
        return slot * count / Slots.COUNT;
    }

    /** The slots of a partition. */
    public SlotSet slotsOf(int partition) {
        return SlotSet.range(firstSlot(partition), firstSlot(partition + 1));
    }

    private int firstSlot(int partition) {
        return (partition * Slots.COUNT + count - 1) / count;
    }
}
