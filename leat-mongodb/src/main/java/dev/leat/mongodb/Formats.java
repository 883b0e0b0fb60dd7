package dev.leat.mongodb;

import com.mongodb.Function;
import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import dev.leat.failure.DamagedDocumentException;
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
        return document -> read(collection, Objects.requireNonNull(known(collection, document)), reader);
    }

    /**
     * Reads a document of a known format.
     *
     * @throws DamagedDocumentException when it is not as Leat writes it
     */
    static <D extends BsonDocument, T> T read(MongoCollection<?> collection, D document, Function<D, T> reader) {
        try {
            return reader.apply(document);
        } catch (EntryCodec.UnknownFormatException e) {
            throw newer(collection.getNamespace(), document, e.format());
        } catch (IllegalArgumentException e) {
            throw new DamagedDocumentException(
                    collection.getNamespace().getFullName(), idOf(document), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The document, if its format is known.
     *
     * @throws NewerFormatException if it is not
     */
    static <D extends @Nullable BsonDocument> D known(MongoCollection<?> collection, D document) {
        return known(collection.getNamespace(), document);
    }

    static <D extends @Nullable BsonDocument> D known(MongoNamespace collection, D document) {
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
    private static NewerFormatException newer(MongoNamespace collection, BsonDocument document, String found) {
        return new NewerFormatException(collection.getFullName(), idOf(document), found, MongoNames.FORMAT);
    }

    /** The document's id for a message; one that was cut out by hand may have none. */
    private static Object idOf(BsonDocument document) {
        BsonValue id = document.get("_id");
        return id == null ? "without _id" : Ids.fromBson(id);
    }
}
