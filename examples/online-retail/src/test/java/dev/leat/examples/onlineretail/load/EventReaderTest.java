package dev.leat.examples.onlineretail.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.examples.onlineretail.EventFiles;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceLineAdded;
import dev.leat.examples.onlineretail.events.RetailEvent.InvoiceOpened;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventReaderTest {

    @TempDir
    Path folder;

    private final List<MalformedLine> malformed = new ArrayList<>();

    private List<ReadEvent> read(EventFile file) throws IOException {
        List<ReadEvent> events = new ArrayList<>();
        try (EventReader reader = new EventReader(file, malformed::add)) {
            for (ReadEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        }
        return events;
    }

    private String reasonFor(String line) throws IOException {
        assertThat(read(EventFiles.plain(folder, line))).isEmpty();
        assertThat(malformed).hasSize(1);
        return malformed.getFirst().reason();
    }

    @Test
    void knownTypes_becomeRecords_andTheLineNumberTheId() throws IOException {
        List<ReadEvent> events = read(EventFiles.plain(folder, EventFiles.OPENED, "", EventFiles.LINE));
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().data()).isEqualTo(new InvoiceOpened("1", "17850", "France"));
        assertThat(events.getLast().line()).isEqualTo(3);
        assertThat(events.getLast().toNewEvent().id()).hasToString("3");
        assertThat(events.getLast().time()).isEqualTo(Instant.parse("2011-11-01T08:26:00Z"));
        assertThat(events.getLast().data()).isInstanceOf(InvoiceLineAdded.class);
        assertThat(malformed).isEmpty();
    }

    @Test
    void gzip_isToldFromPlain_byItsFirstBytes() throws IOException {
        assertThat(read(EventFiles.gzip(folder, EventFiles.OPENED, EventFiles.LINE)))
                .isEqualTo(read(EventFiles.plain(folder, EventFiles.OPENED, EventFiles.LINE)));
    }

    @Test
    void money_keepsEveryDigitOfItsText() throws IOException {
        String[] prices = {
            "0.1", "2.550", "-11062.06", "1e-3", "9999999999999999999999999999.999999", "0.0", "-0.0", "7"
        };
        String[] lines = Arrays.stream(prices)
                .map(price -> EventFiles.LINE.replace("0.1}", price + "}"))
                .toArray(String[]::new);
        List<ReadEvent> events = read(EventFiles.plain(folder, lines));
        assertThat(malformed).isEmpty();
        for (int i = 0; i < prices.length; i++) {
            assertThat(((InvoiceLineAdded) events.get(i).data()).unitPrice())
                    .isEqualByComparingTo(new BigDecimal(prices[i]));
        }
        assertThat(((InvoiceLineAdded) events.getFirst().data()).amount()).isEqualByComparingTo("0.3");
    }

    @Test
    void unknownTypes_areKeptAsDocuments() throws IOException {
        Object data =
                read(EventFiles.plain(folder, EventFiles.UNKNOWN)).getFirst().data();
        assertThat(data)
                .isEqualTo(new Document("weight", Decimal128.parse("1.50"))
                        .append("to", new Document("city", "Lyon"))
                        .append("codes", Arrays.asList(1L, null, "x"))
                        .append("insured", true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"streamId\":                       | not JSON at column 13",
                "[1]                                  | not a JSON object",
                "{} {}                                | more text behind the JSON object",
                "{\"a\":1,\"a\":2}                    | Duplicate Object property",
                "{\"type\":\"T\"}                     | field streamId is missing",
                "{\"streamId\":\" \"}                 | field streamId is not a text that is not blank",
                "{\"streamId\":\"s\",\"type\":7}      | field type is not a text that is not blank, but '7'",
                "{\"streamId\":\"s\",\"type\":\"T\",\"time\":\"yesterday\"} | field time is not a time such as",
                "{\"streamId\":\"s\",\"type\":\"T\",\"time\":\"2011-11-01T08:26:00Z\",\"data\":[]} | field data is not an object",
                "{\"n\":1e9999}                       | beyond the 34 digits",
                "{\"n\":NaN}                          | not JSON"
            })
    void malformedLine_isReported_withItsReason(String line, String reason) throws IOException {
        assertThat(reasonFor(line)).contains(reason);
    }

    @Test
    void malformedData_isReported_withItsField() throws IOException {
        List<String> lines = List.of(
                EventFiles.LINE.replace("\"quantity\":3", "\"quantity\":\"3\""),
                EventFiles.LINE.replace("\"quantity\":3", "\"quantity\":1.5"),
                EventFiles.LINE.replace("\"stockCode\":\"85123A\",", ""),
                EventFiles.LINE.replace("\"customerId\":\"17850\"", "\"customerId\":\"\""),
                EventFiles.LINE.replace("0.1}", "\"0.1\"}"),
                EventFiles.LINE.replace("\"line\":1", "\"line\":0"));
        assertThat(read(EventFiles.plain(folder, lines.toArray(String[]::new)))).isEmpty();
        assertThat(malformed)
                .extracting(MalformedLine::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("data.quantity", "'3'"),
                        reason -> assertThat(reason).contains("data.quantity", "'1.5'"),
                        reason -> assertThat(reason).contains("data.stockCode is missing"),
                        reason -> assertThat(reason).contains("data.customerId"),
                        reason -> assertThat(reason).contains("data.unitPrice is not a number"),
                        reason -> assertThat(reason).contains("data.line"));
        assertThat(malformed).extracting(MalformedLine::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void brokenJson_isReported_withoutTheParsersSource() throws IOException {
        assertThat(reasonFor("{\"streamId\":\"x\""))
                .isEqualTo("not JSON at column 16: Unexpected end-of-input: expected close marker for Object");
    }

    @Test
    void overlongLine_isMalformed_andTheNextIsRead() throws IOException {
        String overlong = "{\"x\":\"" + "y".repeat(LineReader.MAX_LINE_BYTES) + "\"}";
        List<ReadEvent> events = read(EventFiles.gzip(folder, overlong, EventFiles.OPENED));
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().line()).isEqualTo(2);
        assertThat(malformed.getFirst().reason()).startsWith("longer than");
        assertThat(malformed.getFirst().beginning()).hasSize(500);
    }

    @Test
    void fileCutShort_isAnError_notAnEnd() throws IOException {
        EventFiles.gzip(folder, EventFiles.OPENED, EventFiles.LINE);
        Path path = folder.resolve("events.with-any-name");
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 12));
        assertThatThrownBy(() -> EventFile.of(path).countLines()).isInstanceOf(EOFException.class);
    }

    @Test
    void lastLine_needsNoNewline() throws IOException {
        Path path = folder.resolve("events");
        Files.writeString(path, EventFiles.OPENED + "\r\n" + EventFiles.LINE);
        assertThat(EventFile.of(path).countLines()).isEqualTo(2);
        assertThat(read(EventFile.of(path))).hasSize(2);
    }
}
