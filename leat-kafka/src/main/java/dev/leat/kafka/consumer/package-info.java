/**
 * Brings the events of a topic to a projection.
 *
 * <pre>
 *  KafkaConsumer ─► TopicPump (its thread) ─► TopicBuffer ─► TopicIntake (the projection's thread) ─► Run
 *                     │ group assignment                        │ drops doubles, fills gaps from the ledger
 *                     └─► assigned ─► member task ─► claim ─► position ─► seek
 * </pre>
 */
@NullMarked
package dev.leat.kafka.consumer;

import org.jspecify.annotations.NullMarked;
