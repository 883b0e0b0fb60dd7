package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.ledger.Pointer;
import java.util.Arrays;
import java.util.List;

/** Whatever bytes stand in an entry, they are refused in words or are what is written for these pointers and no others. */
class EntryCodecFuzzTest {

    /**
     * Unpacks arbitrary bytes.
     *
     * @param input the number of pointers that there should be, then the packed pointers
     */
    @FuzzTest
    void unpack(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int count = Byte.toUnsignedInt(input[0]);
        byte[] packed = Arrays.copyOfRange(input, 1, input.length);
        List<Pointer> pointers;
        try {
            pointers = EntryCodec.unpack(packed, count);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("Ledger entry");
            return;
        }
        assertThat(pointers).hasSize(count);
        assertThat(EntryCodec.pack(pointers)).isEqualTo(packed);
    }
}
