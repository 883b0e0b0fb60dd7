package dev.leat.mongodb;

import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.DecoderContext;

/** Opens a raw document by one level. Each look at a field of a raw document goes over all that stand before it. */
final class OpenedDocument {

    private static final BsonValueCodec VALUES = new BsonValueCodec();
    private static final DecoderContext CONTEXT = DecoderContext.builder().build();

    private OpenedDocument() {}

    /**
     * The same document with its fields at hand, read in one pass; documents in it are raw and share its bytes. Of fields
     * of one name the first counts, as with a raw document.
     */
    static BsonDocument of(RawBsonDocument raw) {
        ByteBuffer bytes = bytesOf(raw);
        BsonDocument opened = new BsonDocument();
        try (BsonBinaryReader reader = new BsonBinaryReader(bytes.duplicate())) {
            reader.readStartDocument();
            while (true) {
                BsonType type = reader.readBsonType();
                if (type == BsonType.END_OF_DOCUMENT) {
                    return opened;
                }
                String name = reader.readName();
                opened.putIfAbsent(name, value(type, bytes, reader));
            }
        }
    }

    /** The usual types at once, others by the driver's codecs, which look each up. */
    private static BsonValue value(BsonType type, ByteBuffer bytes, BsonBinaryReader reader) {
        return switch (type) {
            case DOCUMENT -> slice(bytes, reader);
            case STRING -> new BsonString(reader.readString());
            case INT32 -> new BsonInt32(reader.readInt32());
            case INT64 -> new BsonInt64(reader.readInt64());
            case DATE_TIME -> new BsonDateTime(reader.readDateTime());
            case OBJECT_ID -> new BsonObjectId(reader.readObjectId());
            default -> VALUES.decode(reader, CONTEXT);
        };
    }

    /** The bytes of a document, from index 0. */
    static ByteBuffer bytesOf(RawBsonDocument raw) {
        return raw.getByteBuffer().asNIO().slice();
    }

    /** The document that a reader of bytes from index 0 comes to next, sharing them. */
    static RawBsonDocument slice(ByteBuffer bytes, BsonBinaryReader reader) {
        int from = reader.getBsonInput().getPosition();
        reader.skipValue();
        int length = reader.getBsonInput().getPosition() - from;
        return new RawBsonDocument(bytes.array(), bytes.arrayOffset() + from, length);
    }
}
