package dev.leat.kafka.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding and believes no length that the rest of the bytes cannot hold. Avro's own decoder takes
 * memory for what a damaged record claims, which may be 2 GB.
 */
final class BoundedDecoder extends Decoder {

    private static final int MAX_VARINT_BITS = 63;

    private final ByteBuffer in;

    BoundedDecoder(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes(1).get() != 0;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if ((int) value != value) {
            throw new IOException("An int has more than 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift <= MAX_VARINT_BITS; shift += 7) {
            byte next = bytes(1).get();
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("A number has more than 64 bits");
    }

    @Override
    public float readFloat() throws IOException {
        return bytes(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return bytes(Double.BYTES).getDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(array(readLong()));
    }

    @Override
    public String readString() throws IOException {
        return new Utf8(array(readLong())).toString();
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(array(readLong()));
    }

    @Override
    public void skipBytes() throws IOException {
        bytes(readLong());
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        bytes(length).get(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        bytes(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readBlock();
    }

    @Override
    public long arrayNext() throws IOException {
        return readBlock();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return readBlock();
    }

    @Override
    public long mapNext() throws IOException {
        return readBlock();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** The number of items in the next block; a negative one is followed by the block's size. */
    private long readBlock() throws IOException {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        if (count < 0 || count > in.remaining()) {
            throw new EOFException("A block has more items than bytes follow");
        }
        return count;
    }

    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            bytes(readLong());
            count = readLong();
        }
        if (count > in.remaining()) {
            throw new EOFException("A block has more items than bytes follow");
        }
        return count;
    }

    private byte[] array(long length) throws IOException {
        ByteBuffer from = bytes(length);
        byte[] array = new byte[(int) length];
        from.get(array);
        return array;
    }

    /** The next bytes, which are then behind. */
    private ByteBuffer bytes(long length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new EOFException("A value is longer than the bytes that follow");
        }
        ByteBuffer slice = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return slice;
    }
}
