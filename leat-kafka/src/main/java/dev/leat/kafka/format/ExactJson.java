package dev.leat.kafka.format;

import java.io.StringWriter;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.RawBsonDocumentCodec;
import org.bson.json.JsonMode;
import org.bson.json.JsonReader;
import org.bson.json.JsonWriter;
import org.bson.json.JsonWriterSettings;
import org.bson.json.StrictJsonWriter;
import org.bson.types.Decimal128;

/**
 * Relaxed Extended JSON (version 2) that is read back as the same BSON, byte by byte. Immutable.
 *
 * <p>Standard relaxed JSON loses the type of a 64-bit integer that fits into 32 bits; such a one is written
 * {@code {"$numberLong": "5"}} here. What has no exact form is refused by {@link Inexact}: a field whose name begins with
 * {@code $} and would be taken for a type, code with a scope, a pointer to a document
 * (long deprecated), a NaN or a decimal with unusual bits.
 */
final class ExactJson {

    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();
    private static final RawBsonDocumentCodec RAW_DOCUMENTS = new RawBsonDocumentCodec();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final DecoderContext DECODING = DecoderContext.builder().build();

    private static final long NAN_BITS = Double.doubleToRawLongBits(Double.NaN);

    /** The fields of a reference to a document, which no reader of JSON takes for a type. */
    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");

    private final JsonWriterSettings settings;

    /**
     * Makes a writer.
     *
     * @param plainNumbers 64-bit integers as bare numbers, so that small ones come back as 32-bit integers
     */
    ExactJson(boolean plainNumbers) {
        JsonWriterSettings.Builder builder = JsonWriterSettings.builder()
                .outputMode(JsonMode.RELAXED)
                .doubleConverter(ExactJson::writeDouble)
                .decimal128Converter(ExactJson::writeDecimal);
        if (!plainNumbers) {
            builder.int64Converter(ExactJson::writeLong);
        }
        settings = builder.build();
    }

    /** One document, whose fields the given code writes. */
    String write(Consumer<JsonWriter> fields) {
        StringWriter out = new StringWriter();
        JsonWriter writer = new NamesChecked(out, settings);
        writer.writeStartDocument();
        fields.accept(writer);
        writer.writeEndDocument();
        return out.toString();
    }

    /**
     * Writes a document as JSON.
     *
     * @throws Inexact when it would not be read back equal
     */
    String write(BsonDocument document) {
        StringWriter out = new StringWriter();
        write(new NamesChecked(out, settings), document);
        return out.toString();
    }

    /** Writes a document where the writer expects a value. */
    static void write(JsonWriter writer, BsonDocument document) {
        if (document instanceof RawBsonDocument raw) {
            RAW_DOCUMENTS.encode(writer, raw, ENCODING);
        } else {
            DOCUMENTS.encode(writer, document, ENCODING);
        }
    }

    /**
     * Reads a document.
     *
     * @throws RuntimeException of many kinds when it is none
     */
    static BsonDocument read(String json) {
        return DOCUMENTS.decode(new JsonReader(json), DECODING);
    }

    private static void writeLong(Long value, StrictJsonWriter writer) {
        if (value.intValue() == value) {
            writer.writeStartObject();
            writer.writeString("$numberLong", Long.toString(value));
            writer.writeEndObject();
        } else {
            writer.writeNumber(Long.toString(value));
        }
    }

    private static void writeDouble(Double value, StrictJsonWriter writer) {
        if (Double.isNaN(value) && Double.doubleToRawLongBits(value) != NAN_BITS) {
            throw new Inexact();
        }
        if (Double.isFinite(value)) {
            writer.writeNumber(Double.toString(value));
        } else {
            writer.writeStartObject();
            writer.writeString("$numberDouble", Double.toString(value));
            writer.writeEndObject();
        }
    }

    private static void writeDecimal(Decimal128 value, StrictJsonWriter writer) {
        String text = value.toString();
        if (!Decimal128.parse(text).equals(value)) {
            throw new Inexact();
        }
        writer.writeStartObject();
        writer.writeString("$numberDecimal", text);
        writer.writeEndObject();
    }

    /** Refuses the names of fields that a reader would take for types. */
    private static final class NamesChecked extends JsonWriter {

        NamesChecked(StringWriter out, JsonWriterSettings settings) {
            super(out, settings);
        }

        @Override
        public void writeName(String name) {
            if (name.startsWith("$") && !REFERENCE.contains(name)) {
                throw new Inexact();
            }
            super.writeName(name);
        }

        /** It would be written as a reference to a document is, and read back as that. */
        @Override
        protected void doWriteDBPointer(BsonDbPointer value) {
            throw new Inexact();
        }
    }
}
