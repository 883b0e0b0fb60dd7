package dev.leat.kafka.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.kafka.format.UnreadableRecordException;

/** Whatever stands in a record of others, it is a document, none, or refused in words. */
class ForeignFuzzTest {

    @FuzzTest
    void document(FuzzedDataProvider data) {
        ForeignFormat format = ForeignFormats.of(data.consumeBoolean() ? "debezium" : "mongodb-connector");
        try {
            format.document(Records.of(data.consumeRemainingAsBytes()));
        } catch (UnreadableRecordException e) {
            assertThat(e.getMessage()).endsWith(".").hasSizeBetween(15, 200);
        }
    }
}
