/**
 * Event documents out of topics that others fill.
 *
 * <pre>
 *  KafkaConsumer ─► TopicReader (its thread) ─► ForeignFormat ─► BodyCache ◄── asked by the feed of the ledger's intake
 * </pre>
 *
 * <p>The ledger says which events there are and in which order; a topic only spares the event collection reads. So nothing
 * that happens to a topic can do harm. Start with {@link dev.leat.kafka.bodies.TopicBodies}.
 */
@NullMarked
package dev.leat.kafka.bodies;

import org.jspecify.annotations.NullMarked;
