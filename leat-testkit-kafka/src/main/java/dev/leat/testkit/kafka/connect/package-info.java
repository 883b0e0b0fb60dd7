/**
 * A real Kafka Connect worker as a process of its own, and its connectors. Start with {@link
 * dev.leat.testkit.kafka.connect.ConnectWorker}.
 */
@NullMarked
package dev.leat.testkit.kafka.connect;

import org.jspecify.annotations.NullMarked;
