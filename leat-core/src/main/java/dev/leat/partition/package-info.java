/**
 * How events are shared out: slots of stream ids and keys, and partitions of slots. Start with
 * {@link dev.leat.partition.Slots} and {@link dev.leat.partition.Partitioning}.
 */
@NullMarked
package dev.leat.partition;

import org.jspecify.annotations.NullMarked;
