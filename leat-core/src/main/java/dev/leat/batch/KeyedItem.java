package dev.leat.batch;

import dev.leat.event.FeedItem;
import dev.leat.projection.Key;
import org.jspecify.annotations.Nullable;

/**
 * An item of the feed, once per key that it concerns. Immutable.
 *
 * @param partition the partition that holds the key
 * @param failure why the item can never be folded; null when it can be tried
 */
public record KeyedItem(
        FeedItem item, Key key, int partition, @Nullable String failure) {}
