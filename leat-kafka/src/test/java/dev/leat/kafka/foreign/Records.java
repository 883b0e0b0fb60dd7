package dev.leat.kafka.foreign;

import dev.leat.kafka.format.Encoded;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Records as others publish them. */
final class Records {

    /** The document that all samples tell of. */
    static final BsonDocument STORED = BsonDocument.parse("""
            {_id: ObjectId('65a000000000000000000001'), stream: 'account-7', version: NumberLong(3), type: 'PaymentReceived',
             time: {$date: '2026-01-01T00:00:00Z'}, data: {amount: NumberDecimal('1.50'), n: 1, big: NumberLong(5)}, v: 1}""");

    private Records() {}

    static Encoded of(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    static Encoded of(byte[] value) {
        return new Encoded(null, value, new RecordHeaders());
    }

    static Encoded tombstone() {
        return new Encoded(null, null, new RecordHeaders());
    }

    static byte[] bson(BsonDocument document) {
        var buffer = new RawBsonDocument(document, new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Text as a JSON string. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
