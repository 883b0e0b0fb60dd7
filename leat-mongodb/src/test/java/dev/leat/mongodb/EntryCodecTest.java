package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.event.EventId;
import dev.leat.ledger.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonNull;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class EntryCodecTest {

    private static final int SEEDS = 300;

    @Test
    void unpack_givesBackWhatWasPacked_forIdsOfAllKindsMixed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Pointer> pointers = pointers(new Random(seed));
            assertThat(EntryCodec.unpack(EntryCodec.pack(pointers), pointers.size()))
                    .as("seed %s", seed)
                    .isEqualTo(pointers);
        }
    }

    private static List<Pointer> pointers(Random random) {
        List<Pointer> pointers = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            boolean again = !pointers.isEmpty() && random.nextInt(10) == 0;
            EventId id = again ? pointers.getLast().id() : EventId.of(id(random));
            pointers.add(new Pointer(id, random.nextInt(1024)));
        }
        return pointers;
    }

    private static Object id(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> new ObjectId(random.nextInt(), random.nextInt(0xFFFFFF));
            case 1 -> new ObjectId();
            case 2 -> new UUID(random.nextLong(), random.nextLong());
            case 3 -> "order-" + random.nextInt(100);
            case 4 -> "";
            case 5 -> "größer €".repeat(random.nextInt(60));
            case 6 -> random.nextLong();
            case 7 -> random.nextInt();
            case 8 -> BsonDocument.parse("{tenant: 'a', n: " + random.nextInt(9) + ", more: [1, {x: 2}]}");
            case 9 -> new BsonDouble(random.nextDouble());
            case 10 -> new BsonDecimal128(Decimal128.parse("1.50"));
            case 11 -> new BsonDateTime(random.nextLong());
            case 12 -> new BsonBinary(BsonBinarySubType.UUID_LEGACY, new byte[16]);
            default -> BsonNull.VALUE;
        };
    }

    @Test
    void objectIdsMadeInARow_takeAtMostEightBytesEach() {
        List<Pointer> pointers = IntStream.range(0, 2_000)
                .mapToObj(i -> new Pointer(EventId.of(new ObjectId()), i * 37 % 1024))
                .toList();

        assertThat(EntryCodec.pack(pointers)).hasSizeLessThanOrEqualTo(8 * pointers.size());
    }

    @Test
    void storedForm_isTheOneThatTheDocumentationShows() {
        List<Pointer> pointers = List.of(new Pointer(EventId.of("ab"), 5), new Pointer(EventId.of("ac"), 1023));

        assertThat(EntryCodec.pack(pointers))
                .inHexadecimal()
                .containsExactly(0x01, 0x0C, 0x05, 0x00, 0x02, 0x61, 0x62, 0x0F, 0xFF, 0x01, 0x01, 0x63);
    }

    @Test
    void unknownFormatOrKind_isRefused_askingForAnUpgrade() {
        byte[] packed = EntryCodec.pack(List.of(new Pointer(EventId.of("ab"), 5)));
        byte[] otherFormat = packed.clone();
        otherFormat[0] = 2;
        byte[] otherKind = packed.clone();
        otherKind[1] = (byte) (60 << 2);

        for (byte[] newer : List.of(otherFormat, otherKind, new byte[0])) {
            assertThatThrownBy(() -> EntryCodec.unpack(newer, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("newer Leat", "upgrade");
        }
    }

    /** Whatever bytes are lost or changed, the answer is a refusal or as many pointers as there should be. */
    @Test
    void damagedBytes_giveADocumentedRefusal_orAtLeastNotFewerPointers() {
        int refused = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Pointer> pointers = pointers(random);
            byte[] packed = EntryCodec.pack(pointers);
            byte[] damaged = random.nextBoolean()
                    ? Arrays.copyOf(packed, random.nextInt(packed.length))
                    : withOneByteChanged(packed, random);
            List<Pointer> read = new ArrayList<>();
            Throwable failure = catchThrowable(() -> read.addAll(EntryCodec.unpack(damaged, pointers.size())));
            if (failure == null) {
                assertThat(read).as("seed %s", seed).hasSize(pointers.size());
            } else {
                refused++;
                assertThat(failure)
                        .as("seed %s", seed)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("Ledger entry");
            }
        }
        assertThat(refused).isGreaterThan(SEEDS / 3);
    }

    private static byte[] withOneByteChanged(byte[] packed, Random random) {
        byte[] changed = packed.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
        return changed;
    }

    @Test
    void pointersThatAreLost_areNoticed() {
        List<Pointer> pointers = List.of(new Pointer(EventId.of(1L), 5), new Pointer(EventId.of(2L), 6));
        byte[] packed = EntryCodec.pack(pointers);

        assertThatThrownBy(() -> EntryCodec.unpack(packed, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("damaged", "2 pointers in place of 3");
    }
}
