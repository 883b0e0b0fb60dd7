package dev.leat.mongodb;

import dev.leat.benchmarks.jmh.SingleStep;
import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.types.ObjectId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A full entry of the ledger, packed by the tailer and unpacked by each replica; the time is that of a pointer. Plainly,
 * slots and ids are written one after the other as they are, in twice as many bytes.
 */
public class EntryCodecBenchmark extends SingleStep {

    private static final int POINTERS = 2_000;
    private static final int SLOTS = 1_024;
    private static final int SECONDS = 1_767_225_600;
    private static final int ID_BYTES = 12;

    private List<Pointer> pointers = IntStream.range(0, POINTERS)
            .mapToObj(i -> new Pointer(EventId.of(new ObjectId(SECONDS, i)), i * 37 % SLOTS))
            .toList();
    private byte[] packed = EntryCodec.pack(pointers);
    private byte[] packedPlainly = packPlainly();

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public byte[] pack() {
        return EntryCodec.pack(pointers);
    }

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public byte[] packPlainly() {
        ByteBuffer plain = ByteBuffer.allocate(pointers.size() * (Short.BYTES + ID_BYTES));
        for (Pointer pointer : pointers) {
            plain.putShort((short) pointer.slot());
            ((ObjectId) pointer.id().value()).putToByteBuffer(plain);
        }
        return plain.array();
    }

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public List<Pointer> unpack() {
        return EntryCodec.unpack(packed, POINTERS);
    }

    @Benchmark
    @OperationsPerInvocation(POINTERS)
    public List<Pointer> unpackPlainly() {
        ByteBuffer plain = ByteBuffer.wrap(packedPlainly);
        List<Pointer> unpacked = new ArrayList<>();
        while (plain.hasRemaining()) {
            int slot = plain.getShort();
            unpacked.add(new Pointer(EventId.of(new ObjectId(plain)), slot));
        }
        return unpacked;
    }
}
