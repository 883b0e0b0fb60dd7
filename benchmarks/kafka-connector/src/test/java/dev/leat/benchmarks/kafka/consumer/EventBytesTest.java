package dev.leat.benchmarks.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.benchmarks.workload.GeneratedEvent;
import dev.leat.benchmarks.workload.ItemAdded;
import java.nio.ByteBuffer;
import org.bson.BsonInvalidOperationException;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;

class EventBytesTest {

    private static final Document DATA = new Document("number", 41L)
            .append("product", "product-7")
            .append("description", "a line")
            .append("quantity", 3)
            .append("cents", 1_200L);

    @Test
    void decode_givesTheEvent() {
        Document event = new Document("stream", "order-00001")
                .append("version", 9L)
                .append("type", "ItemAdded")
                .append("data", DATA);

        assertThat(EventBytes.decode(bytes(event)))
                .isEqualTo(new GeneratedEvent(
                        "order-00001", "ItemAdded", 9, new ItemAdded(41, "product-7", "a line", 3, 1_200)));
    }

    @Test
    void decode_refuses_aDocumentWithoutData() {
        byte[] bytes = bytes(new Document("stream", "order-00001").append("version", 9L));

        assertThatThrownBy(() -> EventBytes.decode(bytes)).isInstanceOf(BsonInvalidOperationException.class);
    }

    private static byte[] bytes(Document document) {
        ByteBuffer buffer = new RawBsonDocument(document, new DocumentCodec())
                .getByteBuffer()
                .asNIO();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
