/**
 * How events are shared out: slots of stream ids and keys, partitions of slots, and the pure function that assigns
 * partitions to replicas. Start with {@link dev.leat.partition.Slots} and {@link dev.leat.partition.Assignor}.
 */
@NullMarked
package dev.leat.partition;

import org.jspecify.annotations.NullMarked;
