package dev.leat.mongodb;

import dev.leat.event.StoredText;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.ResumeToken;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/** Translates resume tokens and cluster times. */
final class Tokens {

    private static final String DATA = "_data";

    /** Stands between the server's token and the identity of the collection that it was given for. */
    private static final String OF = " of ";

    /** A token's key string begins with a timestamp: its type, 0x82, and eight bytes. */
    private static final Pattern WITH_TIME = Pattern.compile("82[0-9A-Fa-f]{16}");

    private Tokens() {}

    /**
     * A token of the server.
     *
     * @param collection the identity of the event collection that the change stream reads; null when there is none yet
     */
    static ResumeToken fromBson(BsonDocument token, @Nullable UUID collection) {
        return of(token.getString(DATA).getValue(), collection);
    }

    private static ResumeToken of(String text, @Nullable UUID collection) {
        return new ResumeToken(collection == null ? text : text + OF + collection);
    }

    static BsonDocument toBson(ResumeToken token) {
        return new BsonDocument(DATA, new BsonString(textOf(token)));
    }

    private static String textOf(ResumeToken token) {
        int end = token.value().indexOf(OF);
        return end < 0 ? token.value() : token.value().substring(0, end);
    }

    /** The collection whose change stream gave the token; null when it is not known. */
    static @Nullable UUID collectionOf(ResumeToken token) {
        int end = token.value().indexOf(OF);
        return end < 0 ? null : UUID.fromString(token.value().substring(end + OF.length()));
    }

    /** Adds the token to a document: its hexadecimal text as bytes, half as long, and its collection. */
    static void pack(ResumeToken token, BsonDocument into, String field, String collectionField) {
        into.append(field, new BsonBinary(HexFormat.of().parseHex(textOf(token))));
        UUID collection = collectionOf(token);
        if (collection != null) {
            into.append(collectionField, new BsonBinary(collection));
        }
    }

    static ResumeToken unpack(BsonDocument from, String field, String collectionField) {
        String text = HexFormat.of().withUpperCase().formatHex(Stored.bytes(from, field));
        return of(text, from.containsKey(collectionField) ? Stored.uuid(from, collectionField) : null);
    }

    /**
     * The cluster time with which a token begins.
     *
     * @see <a href="https://github.com/mongodb/mongo/blob/v7.0/src/mongo/db/pipeline/resume_token.h">the server's
     *     resume_token.h: clusterTime is the first member of the key string</a>
     */
    static ClusterTime timeOf(ResumeToken token) {
        String text = token.value();
        if (!WITH_TIME.matcher(text).lookingAt()) {
            throw new UnsuitableStoreException("Resume token of unknown form: " + StoredText.shown(text)
                    + ". This server version is not supported yet.");
        }
        return new ClusterTime(HexFormat.fromHexDigitsToLong(text, 2, 18));
    }

    static ClusterTime fromBson(BsonTimestamp time) {
        return new ClusterTime(time.getValue());
    }

    static BsonTimestamp toBson(ClusterTime time) {
        return new BsonTimestamp(time.value());
    }
}
