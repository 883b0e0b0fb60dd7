package dev.leat.mongodb;

import com.mongodb.Function;
import com.mongodb.client.MongoCollection;
import dev.leat.failure.NewerFormatException;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Refuses stored documents of formats that this version does not know. A document without a version is of format 1. */
final class Formats {

    private static final BsonInt32 FIRST = new BsonInt32(1);

    private Formats() {}

    /** A reader that refuses what it would not understand. */
    static <T> Function<BsonDocument, T> reader(MongoCollection<?> collection, Function<BsonDocument, T> reader) {
        return document -> reader.apply(Objects.requireNonNull(known(collection, document)));
    }

    /**
     * The document, if its format is known.
     *
     * @throws NewerFormatException if it is not
     */
    static <D extends @Nullable BsonDocument> D known(MongoCollection<?> collection, D document) {
        if (document != null && !isKnown(document)) {
            throw newer(collection, document, version(document));
        }
        return document;
    }

    static boolean isKnown(BsonDocument document) {
        BsonValue version = document.get(MongoNames.V, FIRST);
        return !version.isNumber() || version.asNumber().longValue() <= MongoNames.FORMAT;
    }

    /** How a refusal names the format of a document. */
    static String version(BsonDocument document) {
        return MongoNames.V + " " + document.getNumber(MongoNames.V).longValue();
    }

    /** The refusal of a document. */
    static NewerFormatException newer(MongoCollection<?> collection, BsonDocument document, String found) {
        return new NewerFormatException(
                collection.getNamespace().getFullName(), Ids.of(document), found, MongoNames.FORMAT);
    }
}
