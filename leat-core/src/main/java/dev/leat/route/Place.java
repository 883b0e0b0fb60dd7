package dev.leat.route;

import dev.leat.checkpoint.TopicOffset;
import dev.leat.event.Position;
import org.jspecify.annotations.Nullable;

/**
 * From where a partition goes on. Immutable.
 *
 * @param reached every event up to here has taken effect or is parked
 * @param offset where its topic is read on, as far as known
 */
public record Place(Position reached, @Nullable TopicOffset offset) {}
