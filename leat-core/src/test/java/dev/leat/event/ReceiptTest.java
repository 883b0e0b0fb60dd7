package dev.leat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiptTest {

    @Property(tries = 200)
    void text_readsBackAsTheSame(
            @ForAll @NotEmpty @StringLength(max = 40) @Chars({'a', ':', '1', 'ß', '/'}) String stream,
            @ForAll @StringLength(max = 40) @Chars({'a', ':', '1', 'ß', '/'}) String event,
            @ForAll @IntRange(min = 1) int events,
            @ForAll long notBefore,
            @ForAll long notAfter) {
        Receipt receipt = new Receipt("events", StreamId.of(stream), event, events, notBefore, notAfter);
        assertThat(Receipt.parse(receipt.toText())).isEqualTo(receipt);
        assertThat(receipt.toText()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no receipt",
                "1:1",
                "1:16:events4:cart1:e1:11:01:0tail",
                "1:26:events4:cart1:e1:11:01:0",
                "1:16:events4:cart1:e1:01:01:0"
            })
    void otherText_isRefused(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Receipt.parse(encoded))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no receipt");
        assertThatThrownBy(() -> Receipt.parse(text + "!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no receipt");
    }

    @Test
    void aReceiptThatWasWrittenOnce_isReadForever() {
        String text = Base64.getUrlEncoder()
                .encodeToString("1:16:events6:cart-12:e11:32:572:58".getBytes(StandardCharsets.UTF_8));
        assertThat(Receipt.parse(text)).isEqualTo(new Receipt("events", StreamId.of("cart-1"), "e1", 3, 57, 58));
    }
}
