package dev.leat.readmodel;

import dev.leat.projection.Key;
import org.jspecify.annotations.Nullable;

/**
 * The net effect of a batch on one document. Immutable as long as the document is.
 *
 * @param existed whether the document was there before the batch
 * @param after null deletes it
 */
public record DocumentChange(
        Key key, boolean existed, @Nullable Object after) {}
