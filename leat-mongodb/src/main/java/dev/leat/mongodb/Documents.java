package dev.leat.mongodb;

import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.Map;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonString;
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

    private final CodecRegistry codecs;

    Documents(CodecRegistry codecs) {
        this.codecs = codecs;
    }

    void check(Projection<?> projection) {
        DocumentTypes.check("the documents of " + projection, projection.documentType(), codecs);
    }

    /** The document as stored, the key as its {@code _id} in front. */
    RawBsonDocument encode(Key key, Object document) {
        BsonDocument stored = new BsonDocument(ID, new BsonString(key.value()));
        for (Map.Entry<String, BsonValue> field : body(document).entrySet()) {
            if (!field.getKey().equals(ID)) {
                stored.append(field.getKey(), field.getValue());
            }
        }
        return new RawBsonDocument(stored, new BsonDocumentCodec());
    }

    private BsonDocument body(Object document) {
        if (document instanceof BsonDocument bson) {
            return bson;
        }
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            encodeWith(codecs.get(document.getClass()), writer, document);
        }
        return new RawBsonDocument(buffer.getInternalBuffer(), 0, buffer.getSize());
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
