package dev.leat.partition;

/**
 * One partition of one projection.
 *
 * @param number 0 to count - 1
 */
public record PartitionId(ProjectionId projection, int number) {

    public PartitionId {
        if (number < 0 || number >= Slots.COUNT) {
            throw new IllegalArgumentException("Partition number of projection " + projection + " must be 0 to "
                    + (Slots.COUNT - 1) + ": " + number + ".");
        }
    }

    @Override
    public String toString() {
        return projection + "/" + number;
    }
}
