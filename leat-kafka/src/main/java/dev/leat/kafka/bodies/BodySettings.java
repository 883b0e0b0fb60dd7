package dev.leat.kafka.bodies;

import dev.leat.kafka.foreign.ForeignFormat;
import java.time.Duration;

/**
 * How the documents of one source come from a topic. Immutable.
 *
 * @param format of the topic's records
 * @param cacheBytes most that is kept, in bytes as stored
 * @param longestWait longest wait for documents that have not come yet; zero for none
 */
public record BodySettings(String topic, ForeignFormat format, long cacheBytes, Duration longestWait) {}
