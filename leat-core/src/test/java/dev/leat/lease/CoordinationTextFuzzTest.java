package dev.leat.lease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import java.util.function.Consumer;

/** Whatever text stands in the store of others is refused in words, or comes back as it was read. */
class CoordinationTextFuzzTest {

    @FuzzTest
    void read(byte[] input) {
        String text = new String(input, UTF_8);
        refusedOr(text, read -> {
            var heartbeat = CoordinationText.heartbeat("place", "id", read);
            assertThat(CoordinationText.heartbeat("place", "id", CoordinationText.write(heartbeat)))
                    .isEqualTo(heartbeat);
        });
        refusedOr(text, read -> {
            var holder = CoordinationText.role("place", "id", read);
            assertThat(CoordinationText.role("place", "id", CoordinationText.write(holder)))
                    .isEqualTo(holder);
        });
        refusedOr(text, read -> {
            var assignment = CoordinationText.assignment("place", "id", read);
            assertThat(CoordinationText.assignment("place", "id", CoordinationText.write(assignment)))
                    .isEqualTo(assignment);
        });
    }

    private static void refusedOr(String text, Consumer<String> reader) {
        try {
            reader.accept(text);
        } catch (DamagedDocumentException | NewerFormatException e) {
            assertThat(e).hasMessageContaining("place");
        }
    }
}
