package dev.leat.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever stands in a record, it is an event, or refused in words and nothing else is thrown. */
class CloudEventsFuzzTest {

    private static final EventFormat FORMAT =
            EventFormats.of(EventFormats.CLOUDEVENTS_JSON, FormatOptions.of("events"));
    private static final Placed PLACED = Events.placed(Events.PAID);

    private static final List<String> ATTRIBUTES = List.of(
            "specversion",
            "id",
            "source",
            "type",
            "subject",
            "time",
            "extendedtime",
            "streamversion",
            "metadata",
            "traceparent");

    @FuzzTest
    void structured(byte[] value) {
        check(Events.record(CloudEventsJson.CONTENT_TYPE, value));
    }

    @FuzzTest
    void avro(byte[] value) {
        check(Events.record("application/cloudevents+avro", value));
    }

    /** The value alone is the fuzzer's, in an envelope that is right. */
    @FuzzTest
    void structuredData(FuzzedDataProvider data) {
        check(Events.record(
                CloudEventsJson.CONTENT_TYPE,
                "{\"specversion\":\"1.0\",\"subject\":\"a\",\"type\":\"T\",\"data\":" + data.consumeRemainingAsString()
                        + "}"));
    }

    @FuzzTest
    void binary(FuzzedDataProvider data) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(
                "content-type",
                data.pickValue(List.of("application/json", "application/bson", "TEXT/JSON; a=b"))
                        .getBytes(StandardCharsets.UTF_8));
        headers.add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_subject", "a".getBytes(StandardCharsets.UTF_8));
        headers.add("ce_type", "T".getBytes(StandardCharsets.UTF_8));
        int changes = data.consumeInt(0, 3);
        for (int i = 0; i < changes; i++) {
            headers.add("ce_" + data.pickValue(ATTRIBUTES), data.consumeBytes(40));
        }
        check(new Encoded(null, data.consumeRemainingAsBytes(), headers));
    }

    private static void check(Encoded record) {
        Event event;
        try {
            event = FORMAT.decode(record, PLACED);
        } catch (UnreadableRecordException e) {
            assertThat(e.getMessage()).endsWith(".").hasSizeBetween(15, 200);
            return;
        }
        assertThat(event.id()).isEqualTo(PLACED.id());
        assertThat(event.version()).isNotNegative();
    }
}
