package dev.leat.checkpoint;

/**
 * A place in a topic. Kept beside a partition's position, so that its next owner knows where to read on; the position
 * alone says what has taken effect.
 *
 * @param partition of the topic, 0 or more
 * @param offset of the next record to read
 */
public record TopicOffset(String topic, int partition, long offset) {}
