package dev.leat.kafka.consumer;

import dev.leat.time.Ticker;
import java.time.Duration;

/**
 * How a topic is read. Immutable.
 *
 * @param markInterval how often partitions without news learn how far the topic is
 */
record TopicSettings(String topic, Duration markInterval, OffsetSearch search, Ticker ticker) {}
