/**
 * Leat beside the MongoDB Kafka source connector with a group of plain Kafka consumers: the same events, the same read
 * model, the same machine. Start with {@link dev.leat.benchmarks.kafka.CompareMain}.
 */
@NullMarked
package dev.leat.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
