package dev.leat.kafka.consumer;

import dev.leat.time.Ticker;
import java.time.Duration;

/**
 * How a topic is read. Immutable.
 *
 * @param markInterval how often partitions without news learn how far the topic is
 * @param leaseTimeout how long the store may not answer before others go on
 * @param stuckTimeout how long a projection may have something to read and not look
 */
record TopicSettings(
        String topic,
        Duration markInterval,
        Duration leaseTimeout,
        Duration stuckTimeout,
        OffsetSearch search,
        Ticker ticker) {}
