package dev.leat.kafka.foreign;

import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * An event document as a record of others tells it.
 *
 * @param document with {@code _id} and all fields as far as the record has them
 * @param doubt why its types may not be those of the stored document, as an ending to "the record"; null when they are
 */
public record ForeignDocument(
        BsonDocument document, @Nullable String doubt) {

    /** Whether it is the stored document, type by type, as far as whoever published it left it as it was. */
    public boolean isExact() {
        return doubt == null;
    }
}
