package dev.leat.mongodb;

import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.ResumeToken;
import java.util.HexFormat;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/** Translates resume tokens and cluster times. */
final class Tokens {

    private static final String DATA = "_data";

    /** First byte of a token: its key string begins with a timestamp. */
    private static final int TIMESTAMP = 0x82;

    private Tokens() {}

    static ResumeToken fromBson(BsonDocument token) {
        return new ResumeToken(token.getString(DATA).getValue());
    }

    static BsonDocument toBson(ResumeToken token) {
        return new BsonDocument(DATA, new BsonString(token.value()));
    }

    /** The token as stored: its hexadecimal text as bytes, half as long. */
    static BsonBinary pack(ResumeToken token) {
        return new BsonBinary(HexFormat.of().parseHex(token.value()));
    }

    static ResumeToken unpack(BsonBinary stored) {
        return new ResumeToken(HexFormat.of().withUpperCase().formatHex(stored.getData()));
    }

    /**
     * The cluster time with which a token begins.
     *
     * @see <a href="https://github.com/mongodb/mongo/blob/v7.0/src/mongo/db/pipeline/resume_token.h">the server's
     *     resume_token.h: clusterTime is the first member of the key string</a>
     */
    static ClusterTime timeOf(ResumeToken token) {
        String text = token.value();
        if (text.length() < 18 || Integer.parseInt(text, 0, 2, 16) != TIMESTAMP) {
            throw new IllegalStateException(
                    "Resume token of unknown form: " + text + ". This server version is not supported yet.");
        }
        return new ClusterTime(Long.parseUnsignedLong(text, 2, 18, 16));
    }

    static ClusterTime fromBson(BsonTimestamp time) {
        return new ClusterTime(time.getValue());
    }

    static BsonTimestamp toBson(ClusterTime time) {
        return new BsonTimestamp(time.value());
    }
}
