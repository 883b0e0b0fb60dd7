package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Event;
import dev.leat.kafka.foreign.ForeignFormats;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/reference/records.md} to the code: each record on it is what the code writes, or reads. */
final class RecordsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "records.md");
    private static final Event EVENT = Events.event(
            "account-7",
            3,
            Instant.parse("2026-01-01T00:00:00Z"),
            BsonDocument.parse("{currency: 'EUR', amount: NumberDecimal('1.50'), cents: NumberLong(150)}"),
            Map.of("user", "u-1", "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    private static final BsonDocument STORED = BsonDocument.parse("""
            {_id: ObjectId('65a000000000000000000001'), stream: 'account-7', version: NumberLong(3), type: 'PaymentReceived',
             time: {$date: '2026-01-01T00:00:00Z'}, data: {currency: 'EUR', amount: NumberDecimal('1.50'), cents: NumberLong(150)}}""");

    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-json", "cloudevents-binary", "cloudevents-avro"})
    void headersAndKey_areThoseOfTheCode(String name) throws IOException {
        Encoded record = record(name);
        StringBuilder headers =
                new StringBuilder("key: " + new String(Objects.requireNonNull(record.key()), StandardCharsets.UTF_8));
        for (Header header : record.headers()) {
            headers.append('\n')
                    .append(header.key())
                    .append(": ")
                    .append(new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(block(name + " headers")).isEqualTo(headers.toString());
    }

    /** The page breaks lines where the code writes a space. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudevents-json", "cloudevents-binary"})
    void values_areThoseOfTheCode(String name) throws IOException {
        assertThat(block(name + " value").replaceAll("\\s+", " ")).isEqualTo(Events.value(record(name)));
    }

    @Test
    void avro_isTheBytesOfTheCode() throws IOException {
        String hex = HexFormat.of()
                .formatHex(Objects.requireNonNull(record("cloudevents-avro").value()));
        assertThat(block("cloudevents-avro value").replaceAll("\\s+", "")).isEqualTo(hex);
    }

    @Test
    void plainNumbers_andBase64_areThoseOfTheCode() throws IOException {
        FormatOptions options = FormatOptions.of("events");
        String plain = Events.value(new CloudEventsJson(options.withPlainNumbers()).encode(EVENT));
        assertThat(plain).endsWith(block("plain data") + "}");
        Event lookAlike = Events.of(BsonDocument.parse("{a: 1}"));
        Event named = Events.of(new BsonDocument("$oid", EventData.of(lookAlike).get("a")));
        assertThat(Events.value(new CloudEventsJson(options).encode(named))).endsWith(block("base64 data") + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "mongodb-connector, mongodb-connector change event",
        "mongodb-connector, mongodb-connector document",
        "debezium, debezium change event"
    })
    void recordsOfOthers_areReadAsTheStoredDocument(String format, String block) throws IOException {
        Encoded record = Events.record("application/json", block(block));
        assertThat(ForeignFormats.of(format).document(record)).hasValueSatisfying(read -> {
            assertThat(read.document()).isEqualTo(STORED);
            assertThat(read.isExact()).isTrue();
        });
    }

    private static Encoded record(String name) {
        return EventFormats.of(name, FormatOptions.of("events")).encode(EVENT);
    }

    /** The block of code behind a comment with this name. */
    private static String block(String name) throws IOException {
        Matcher block = Pattern.compile("<!-- " + Pattern.quote(name) + " -->\n```[a-z]*\n(.*?)\n```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("block " + name).isTrue();
        return block.group(1);
    }
}
