/**
 * What stands in for a replica in a consumer group: a process that folds each poll's records per stream in memory and
 * writes the documents in bulk. Start with {@link dev.leat.benchmarks.kafka.consumer.ConsumerLoop}.
 */
@NullMarked
package dev.leat.benchmarks.kafka.consumer;

import org.jspecify.annotations.NullMarked;
