package dev.leat.partition;

/**
 * One partition of one projection.
 *
 * @param number 0 to count - 1
 */
public record PartitionId(ProjectionId projection, int number) {

    @Override
    public String toString() {
        return projection + "/" + number;
    }
}
