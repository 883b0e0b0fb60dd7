/**
 * The brokers of a run whose route has topics, and what is in the topics. {@link dev.leat.chaos.broker.RouteKind} says what
 * a route needs, {@link dev.leat.chaos.broker.Brokers} has it, {@link dev.leat.chaos.broker.Topics} looks into the topics
 * past Leat, and {@link dev.leat.chaos.broker.Stranger} writes into them.
 */
@NullMarked
package dev.leat.chaos.broker;

import org.jspecify.annotations.NullMarked;
