/**
 * The Kafka routes. Events go from the ledger to a topic and from there to the projections:
 *
 * <pre>
 *  ledger ─► relay ─► topic ─► consumer ─► batch ─► fold ─► one transaction: read model + checkpoint + epoch check
 *           (where the        (a group for each
 *            tailer is)        projection)
 * </pre>
 *
 * <p>Each record names its event's position in the ledger and the position of the record before it in the same topic
 * partition. So a consumer sees by itself what is there twice (a position that is behind it) and what is missing (a
 * predecessor that is ahead of it), drops the one, and reads the other from the ledger. Nothing is trusted to the broker
 * but speed.
 *
 * <p>Where others fill a topic with event documents, {@link dev.leat.kafka.bodies} takes them from there, and all else is
 * the ledger's route.
 */
@NullMarked
package dev.leat.kafka;

import org.jspecify.annotations.NullMarked;
