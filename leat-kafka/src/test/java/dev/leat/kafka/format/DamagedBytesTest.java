package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.bson.BsonSerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths that damaged bytes claim are not believed: no memory is taken for them. */
final class DamagedBytesTest {

    /** The lengths are 100,000,000 and 2^31 - 1. */
    @ParameterizedTest
    @ValueSource(strings = {"1000000005610000e1f50500010200", "10000000056100ffffff7f00010200"})
    void binaryOfBson_longerThanTheRest_isRefused(String hex) {
        assertThatThrownBy(() -> ExactBson.read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(BsonSerializationException.class);
    }

    /** The lengths are 2^31 - 1, and 2^32 + 1, whose lower half would fit. */
    @ParameterizedTest
    @ValueSource(strings = {"feffffff0f61", "828080802061", "0561"})
    void valuesOfAvro_longerThanTheRest_areRefused(String hex) {
        BoundedDecoder decoder = new BoundedDecoder(HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> decoder.readBytes(null)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"feffffff0f61", "fdffffff0f0261", "0661"})
    void blocksOfAvro_withMoreItemsThanBytes_areRefused(String hex) {
        assertThatThrownBy(() -> new BoundedDecoder(HexFormat.of().parseHex(hex)).readMapStart())
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new BoundedDecoder(HexFormat.of().parseHex(hex)).readArrayStart())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void numbersOfAvro_areThoseOfItsSpecification() throws IOException {
        assertThat(new BoundedDecoder(HexFormat.of().parseHex("00")).readLong()).isZero();
        assertThat(new BoundedDecoder(HexFormat.of().parseHex("01")).readLong()).isEqualTo(-1);
        assertThat(new BoundedDecoder(HexFormat.of().parseHex("8001")).readInt())
                .isEqualTo(64);
        assertThat(new BoundedDecoder(HexFormat.of().parseHex("ffffffffffffffffff01")).readLong())
                .isEqualTo(Long.MIN_VALUE);
        BoundedDecoder tooLong = new BoundedDecoder(HexFormat.of().parseHex("ffffffffffffffffffffff01"));
        assertThatThrownBy(tooLong::readLong).isInstanceOf(IOException.class).hasMessageContaining("64 bits");
        BoundedDecoder tooBig = new BoundedDecoder(HexFormat.of().parseHex("8080808020"));
        assertThatThrownBy(tooBig::readInt).isInstanceOf(IOException.class).hasMessageContaining("32 bits");
    }
}
