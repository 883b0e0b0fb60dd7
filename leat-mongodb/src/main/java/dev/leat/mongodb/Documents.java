package dev.leat.mongodb;

import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.io.BasicOutputBuffer;

/** Turns read-model documents into BSON and back. Thread-safe. */
final class Documents {

    private static final String ID = "_id";

    /** Length and end mark. */
    private static final int EMPTY_DOCUMENT_BYTES = Integer.BYTES + 1;

    private final CodecRegistry codecs;

    Documents(CodecRegistry codecs) {
        this.codecs = codecs;
    }

    void check(Projection<?> projection) {
        DocumentTypes.check("the documents of " + projection, projection.documentType(), codecs);
    }

    /** The document as stored, the key as its {@code _id} in front. */
    RawBsonDocument encode(Key key, Object document) {
        BasicOutputBuffer body = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(body)) {
            encodeWith(codecs.get(document.getClass()), writer, document);
        }
        RawBsonDocument raw = new RawBsonDocument(body.getInternalBuffer(), 0, body.getSize());
        return raw.containsKey(ID) ? withKey(key, raw) : inFront(key, body);
    }

    /** Copies the fields as they are behind an {@code _id}, which spares decoding them. */
    private static RawBsonDocument inFront(Key key, BasicOutputBuffer body) {
        byte[] id = key.value().getBytes(StandardCharsets.UTF_8);
        int fields = body.getSize() - EMPTY_DOCUMENT_BYTES;
        int size = EMPTY_DOCUMENT_BYTES + 1 + ID.length() + 1 + Integer.BYTES + id.length + 1 + fields;
        ByteBuffer stored = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        stored.putInt(size).put((byte) BsonType.STRING.getValue()).put(ID.getBytes(StandardCharsets.UTF_8));
        stored.put((byte) 0).putInt(id.length + 1).put(id).put((byte) 0);
        stored.put(body.getInternalBuffer(), Integer.BYTES, fields).put((byte) 0);
        return new RawBsonDocument(stored.array());
    }

    private static RawBsonDocument withKey(Key key, BsonDocument body) {
        BsonDocument stored = new BsonDocument(ID, new BsonString(key.value()));
        for (Map.Entry<String, BsonValue> field : body.entrySet()) {
            if (!field.getKey().equals(ID)) {
                stored.append(field.getKey(), field.getValue());
            }
        }
        return new RawBsonDocument(stored, new BsonDocumentCodec());
    }

    @SuppressWarnings("unchecked")
    private static <T> void encodeWith(Codec<T> codec, BsonBinaryWriter writer, Object document) {
        codec.encode(writer, (T) document, EncoderContext.builder().build());
    }

    Key keyOf(BsonDocument stored) {
        return Key.of(stored.getString(ID).getValue());
    }

    <D> D decode(RawBsonDocument stored, Class<D> documentType) {
        if (documentType == BsonDocument.class) {
            BsonDocument copy = new BsonDocument();
            copy.putAll(stored);
            return documentType.cast(copy);
        }
        try (BsonBinaryReader reader =
                new BsonBinaryReader(stored.getByteBuffer().asNIO())) {
            return codecs.get(documentType)
                    .decode(reader, DecoderContext.builder().build());
        }
    }
}
