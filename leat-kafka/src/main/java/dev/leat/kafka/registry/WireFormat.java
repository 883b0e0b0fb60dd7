package dev.leat.kafka.registry;

import dev.leat.kafka.format.UnreadableRecordException;
import java.nio.ByteBuffer;

/**
 * How a record says which schema it has: a zero byte, the id in four bytes with the highest first, then the record itself.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">
 *     Wire format</a>
 */
final class WireFormat {

    static final int PREFIX = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] write(int id, byte[] value) {
        return ByteBuffer.allocate(PREFIX + value.length)
                .put(MAGIC)
                .putInt(id)
                .put(value)
                .array();
    }

    /**
     * The id that a record names.
     *
     * @throws UnreadableRecordException when it names none
     */
    static int id(byte[] value) {
        if (value.length < PREFIX || value[0] != MAGIC) {
            throw new UnreadableRecordException(
                    "The record names no schema: it does not begin with a zero byte and an id,"
                            + " so it was written without a registry.");
        }
        return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    }
}
