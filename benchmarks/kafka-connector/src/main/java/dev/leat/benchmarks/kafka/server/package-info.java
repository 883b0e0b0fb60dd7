/**
 * A Kafka broker and a Connect worker with the MongoDB source connector, as processes of their own. Start with {@link
 * dev.leat.benchmarks.kafka.server.KafkaServers}.
 */
@NullMarked
package dev.leat.benchmarks.kafka.server;

import org.jspecify.annotations.NullMarked;
