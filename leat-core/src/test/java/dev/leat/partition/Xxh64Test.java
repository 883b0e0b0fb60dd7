package dev.leat.partition;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Xxh64Test {

    private static final long PRIME32 = 2654435761L;
    private static final long PRIME64 = 0x9E3779B185EBCA8DL;

    /** Longer than any block of the algorithm, by more than every remainder there is. */
    private static final int LONGEST = 300;

    /** The vectors with seed 0 of the sanity check that xxHash itself runs. */
    @ParameterizedTest
    @CsvSource({
        "0, EF46DB3751D8E999",
        "1, E934A84ADB052768",
        "4, 9136A0DCA57457EE",
        "14, 8282DCC4994E35C8",
        "222, B641AE8CB691C174"
    })
    void hash_isThatOfTheSanityCheck(int length, String hex) {
        assertThat(Xxh64.hash(sanityBytes(length))).isEqualTo(Long.parseUnsignedLong(hex, 16));
    }

    /** The input of that check: the upper bytes of a chain of products. */
    private static byte[] sanityBytes(int length) {
        byte[] bytes = new byte[length];
        long generator = PRIME32;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (generator >>> 56);
            generator *= PRIME64;
        }
        return bytes;
    }

    @Test
    void hash_isThatOfAnotherLibrary_forEachLength() {
        byte[] bytes = sanityBytes(LONGEST);
        for (int length = 0; length <= LONGEST; length++) {
            byte[] some = Arrays.copyOf(bytes, length);
            assertThat(Xxh64.hash(some)).as("length %s", length).isEqualTo(hashOfAnother(some));
        }
    }

    @Property
    void hash_isThatOfAnotherLibrary_forAnyBytes(@ForAll @Size(max = LONGEST) byte[] bytes) {
        assertThat(Xxh64.hash(bytes)).isEqualTo(hashOfAnother(bytes));
    }

    private static long hashOfAnother(byte[] bytes) {
        return Hashing.xxh64().hashBytesToLong(bytes);
    }
}
