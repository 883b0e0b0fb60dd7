/** Carries a ledger on to topics, in the replica that tails. Start with {@link dev.leat.kafka.relay.KafkaRelay}. */
@NullMarked
package dev.leat.kafka.relay;

import org.jspecify.annotations.NullMarked;
