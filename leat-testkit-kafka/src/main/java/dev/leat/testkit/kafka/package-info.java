/**
 * Real Kafka brokers for tests, as processes of their own: start reading at {@link dev.leat.testkit.kafka.RealKafka}, which
 * hands a test a broker that all share and topics of its own; {@link dev.leat.testkit.kafka.KafkaCluster} is for tests and
 * tools that start, kill, pause and restart brokers themselves.
 */
@NullMarked
package dev.leat.testkit.kafka;

import org.jspecify.annotations.NullMarked;
