package dev.leat.kafka.format;

import java.nio.ByteBuffer;
import org.bson.BsonBinary;
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
import org.bson.io.BsonInputMark;
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
        try (SizesChecked reader = new SizesChecked(input)) {
            BsonDocument document = DOCUMENTS.decode(reader, DECODING);
            if (input.hasRemaining()) {
                throw new BsonSerializationException("There are bytes behind the document");
            }
            return document;
        }
    }

    /** Looks at the size of a binary before memory for it is taken, which may be 2 GB in a damaged record. */
    private static final class SizesChecked extends BsonBinaryReader {

        private final ByteBufferBsonInput input;

        SizesChecked(ByteBufferBsonInput input) {
            super(input);
            this.input = input;
        }

        @Override
        protected BsonBinary doReadBinaryData() {
            BsonInputMark start = input.getMark(Integer.BYTES);
            int size = input.readInt32();
            if (size < 0 || size > input.getRemaining()) {
                throw new BsonSerializationException("A binary is longer than the document");
            }
            start.reset();
            return super.doReadBinaryData();
        }
    }
}
