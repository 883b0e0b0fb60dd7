package dev.leat.kafka.format;

import java.nio.ByteBuffer;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonSerializationException;
import org.bson.ByteBufNIO;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.io.ByteBufferBsonInput;

/** BSON from and to bytes. */
final class ExactBson {

    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final DecoderContext DECODING = DecoderContext.builder().build();

    private ExactBson() {}

    static byte[] write(BsonDocument document) {
        if (document instanceof RawBsonDocument raw) {
            ByteBuffer buffer = raw.getByteBuffer().asNIO();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        }
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            DOCUMENTS.encode(writer, document, ENCODING);
        }
        return buffer.toByteArray();
    }

    /**
     * Reads a document, which must fill the bytes.
     *
     * @throws RuntimeException of many kinds when it does not
     */
    static BsonDocument read(byte[] bytes) {
        ByteBufferBsonInput input = new ByteBufferBsonInput(new ByteBufNIO(ByteBuffer.wrap(bytes)));
        try (BsonBinaryReader reader = new BsonBinaryReader(input)) {
            BsonDocument document = DOCUMENTS.decode(reader, DECODING);
            if (input.hasRemaining()) {
                throw new BsonSerializationException("There are bytes behind the document");
            }
            return document;
        }
    }
}
