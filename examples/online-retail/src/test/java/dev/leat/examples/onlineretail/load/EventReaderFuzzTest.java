package dev.leat.examples.onlineretail.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.leat.event.StreamId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;

/** Whatever a file of events holds, each line that is not blank is an event that MongoDB takes, or malformed. */
class EventReaderFuzzTest {

    @FuzzTest
    void next(byte[] file) throws IOException {
        List<MalformedLine> malformed = new ArrayList<>();
        int events = 0;
        try (EventReader reader = new EventReader(new ByteArrayInputStream(file), malformed::add)) {
            for (ReadEvent event = reader.next(); event != null; event = reader.next()) {
                events++;
                assertThat(event.stream().value()).hasSizeBetween(1, StreamId.MAX_LENGTH);
                assertThat(event.toNewEvent().id()).hasToString(Long.toString(event.line()));
                if (event.data() instanceof Document data) {
                    BsonDocument stored = new RawBsonDocument(data, new DocumentCodec());
                    assertThat(stored.toBsonDocument()).isEqualTo(data.toBsonDocument());
                }
            }
            assertThat(reader.linesRead()).isGreaterThanOrEqualTo(events + malformed.size());
        }
        assertThat(malformed).allSatisfy(line -> assertThat(line.reason()).isNotBlank());
        assertThat(events + malformed.size()).isEqualTo(linesNotBlank(file));
    }

    private static int linesNotBlank(byte[] file) {
        int lines = 0;
        boolean blank = true;
        for (byte each : file) {
            if (each == '\n') {
                lines += blank ? 0 : 1;
                blank = true;
            } else {
                blank &= each == ' ' || each == '\t' || each == '\r';
            }
        }
        return blank ? lines : lines + 1;
    }
}
