package dev.leat.mongodb;

import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.BSONException;
import org.bson.BsonBinaryReader;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Packs the pointers of an entry. Thread-safe.
 *
 * <p>Format 1: a byte {@code 1}, then per pointer: two bytes, big-endian, with the kind of the id in the upper 6 bits and
 * the slot in the lower 10; the number of leading bytes it shares with the id before, and the number of further bytes,
 * both as unsigned LEB128; those bytes. Ids made one after the other by one process share most of theirs, so a pointer
 * takes 7 bytes or so.
 */
final class EntryCodec {

    private static final byte FORMAT = 1;
    private static final int SLOT_BITS = 10;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final String ANY_FIELD = "i";
    private static final int ANY_LENGTH = -1;

    private EntryCodec() {}

    /** Pointers that a newer version packed. */
    static final class UnknownFormatException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String format;

        UnknownFormatException(String format) {
            super("Ledger entry has " + format + ". It was written by a newer Leat; upgrade this replica.");
            this.format = format;
        }

        String format() {
            return format;
        }
    }

    /** How an id is written; the codes are stored and never change. */
    private enum Kind {
        ANY(0, ANY_LENGTH),
        OBJECT_ID(1, 12),
        UUID(2, 16),
        STRING(3, ANY_LENGTH),
        INT64(4, 8),
        INT32(5, 4);

        private final int code;
        private final int length;

        Kind(int code, int length) {
            this.code = code;
            this.length = length;
        }

        static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new UnknownFormatException("pointers " + FORMAT + " with ids of kind " + code);
        }
    }

    static byte[] pack(List<Pointer> pointers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 + pointers.size() * 8);
        out.write(FORMAT);
        byte[] previous = new byte[0];
        for (Pointer pointer : pointers) {
            Kind kind = kindOf(pointer.id().value());
            byte[] id = bytesOf(kind, pointer.id());
            int head = (kind.code << SLOT_BITS) | pointer.slot();
            out.write(head >>> 8);
            out.write(head);
            int shared = Arrays.mismatch(previous, id);
            shared = shared < 0 ? id.length : shared;
            writeVarint(out, shared);
            writeVarint(out, id.length - shared);
            out.write(id, shared, id.length - shared);
            previous = id;
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #pack} wrote.
     *
     * @param count how many pointers there must be
     * @throws UnknownFormatException when they are not of a format that this version knows
     * @throws IllegalArgumentException when the bytes are damaged
     */
    static List<Pointer> unpack(byte[] packed, int count) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        if (!in.hasRemaining() || in.get() != FORMAT) {
            throw new UnknownFormatException(
                    packed.length == 0 ? "pointers without a format" : "pointers " + packed[0]);
        }
        List<Pointer> pointers = new ArrayList<>();
        try {
            byte[] previous = new byte[0];
            while (in.hasRemaining()) {
                int head = Short.toUnsignedInt(in.getShort());
                Kind kind = Kind.of(head >>> SLOT_BITS);
                byte[] id = readId(in, previous);
                pointers.add(new Pointer(idOf(kind, id), head & SLOT_MASK));
                previous = id;
            }
        } catch (BufferUnderflowException | BSONException | StackOverflowError e) {
            throw damaged("a pointer is cut short", e);
        }
        if (pointers.size() != count) {
            throw damaged("it has " + pointers.size() + " pointers in place of " + count, null);
        }
        return pointers;
    }

    private static byte[] readId(ByteBuffer in, byte[] previous) {
        int shared = readVarint(in);
        int rest = readVarint(in);
        if (shared < 0 || rest < 0 || shared > previous.length || rest > in.remaining()) {
            throw damaged("a pointer of " + shared + " and " + rest + " bytes does not fit", null);
        }
        byte[] id = Arrays.copyOf(previous, shared + rest);
        in.get(id, shared, rest);
        boolean sharesMore = rest > 0 && shared < previous.length && id[shared] == previous[shared];
        if (sharesMore) {
            throw damaged("a pointer repeats bytes of the one before", null);
        }
        return id;
    }

    private static IllegalArgumentException damaged(String how, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "Ledger entry is damaged: " + how + ". Restore Leat's database from a backup, or drop the ledger's"
                        + " collection together with the read models to build them anew.",
                cause);
    }

    private static Kind kindOf(Object id) {
        return switch (id) {
            case ObjectId ignored -> Kind.OBJECT_ID;
            case UUID ignored -> Kind.UUID;
            case String ignored -> Kind.STRING;
            case Long ignored -> Kind.INT64;
            case Integer ignored -> Kind.INT32;
            default -> Kind.ANY;
        };
    }

    private static byte[] bytesOf(Kind kind, EventId id) {
        return switch (kind) {
            case OBJECT_ID -> ((ObjectId) id.value()).toByteArray();
            case UUID -> {
                UUID uuid = (UUID) id.value();
                yield ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            }
            case STRING -> ((String) id.value()).getBytes(StandardCharsets.UTF_8);
            case INT64 -> ByteBuffer.allocate(8).putLong((Long) id.value()).array();
            case INT32 -> ByteBuffer.allocate(4).putInt((Integer) id.value()).array();
            case ANY -> anyBytes(Ids.toBson(id));
        };
    }

    private static EventId idOf(Kind kind, byte[] id) {
        if (kind.length != ANY_LENGTH && kind.length != id.length) {
            throw damaged("an id of kind " + kind + " has " + id.length + " bytes", null);
        }
        return switch (kind) {
            case OBJECT_ID -> EventId.of(new ObjectId(id));
            case UUID -> {
                ByteBuffer buffer = ByteBuffer.wrap(id);
                yield EventId.of(new UUID(buffer.getLong(), buffer.getLong()));
            }
            case STRING -> EventId.of(text(id));
            case INT64 -> EventId.of(ByteBuffer.wrap(id).getLong());
            case INT32 -> EventId.of(ByteBuffer.wrap(id).getInt());
            case ANY -> {
                EventId value = Ids.fromBson(any(id));
                if (kindOf(value.value()) != Kind.ANY || !Arrays.equals(bytesOf(Kind.ANY, value), id)) {
                    throw damaged("an id is not written as its value is", null);
                }
                yield value;
            }
        };
    }

    /** Refuses what is not UTF-8, which would be read as some other id. */
    private static String text(byte[] id) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(id))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged("an id is not UTF-8", e);
        }
    }

    private static byte[] anyBytes(BsonValue value) {
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(
                            writer,
                            new BsonDocument(ANY_FIELD, value),
                            EncoderContext.builder().build());
        }
        return buffer.toByteArray();
    }

    private static BsonValue any(byte[] bytes) {
        try (BsonBinaryReader reader = new BsonBinaryReader(ByteBuffer.wrap(bytes))) {
            BsonDocument document = new BsonDocumentCodec()
                    .decode(reader, DecoderContext.builder().build());
            BsonValue value = document.get(ANY_FIELD);
            if (value == null) {
                throw damaged("an id is missing", null);
            }
            return value;
        }
    }

    private static void writeVarint(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static int readVarint(ByteBuffer in) {
        int number = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            byte next = in.get();
            number |= (next & 0x7F) << shift;
            if ((next == 0 && shift > 0) || (shift == 28 && next > 7)) {
                throw damaged("a number is longer than it need be, or too large", null);
            }
            if (next >= 0) {
                return number;
            }
        }
        throw damaged("a number has more than 5 bytes", null);
    }
}
