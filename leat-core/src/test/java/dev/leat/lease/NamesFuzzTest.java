package dev.leat.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.StoredText;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.List;
import java.util.function.Function;

/** Whatever text is given as a name, it is refused in words, or comes back from UTF-8 and from its own text as it was. */
class NamesFuzzTest {

    private static final List<Function<String, String>> TAKERS = List.of(
            text -> StreamId.of(text).value(),
            text -> Key.of(text).value(),
            text -> EventType.of(text).name(),
            text -> EventId.of(text).toString(),
            text -> SourceId.of(text).name(),
            text -> new ProjectionId(text, 1).name(),
            text -> new ReplicaId(text, "1").name());

    /** Takes UTF-16, in which half a character can be written. */
    @FuzzTest
    void take(byte[] input) {
        String text = utf16(input);
        for (Function<String, String> taker : TAKERS) {
            String taken;
            try {
                taken = taker.apply(text);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank().endsWith(".").hasSizeLessThan(400);
                assertThat(StoredText.isWhole(String.valueOf(e.getMessage()))).isTrue();
                continue;
            }
            assertThat(taken).isEqualTo(text);
            assertThat(new String(taken.getBytes(UTF_8), UTF_8)).isEqualTo(text);
        }
    }

    @FuzzTest
    void parse(byte[] input) {
        String text = utf16(input);
        try {
            assertThat(ReplicaId.parse(text)).hasToString(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("Replica");
        }
        try {
            assertThat(ProjectionId.parse(text)).hasToString(text);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("Projection id");
        }
    }

    private static String utf16(byte[] input) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < input.length; i += 2) {
            text.append((char) (Byte.toUnsignedInt(input[i]) << 8 | Byte.toUnsignedInt(input[i + 1])));
        }
        return text.toString();
    }
}
