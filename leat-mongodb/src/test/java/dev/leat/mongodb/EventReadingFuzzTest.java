package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.mongodb.MongoNamespace;
import dev.leat.event.Event;
import dev.leat.event.EventId;
import dev.leat.event.EventType;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import dev.leat.event.UnreadableEvent;
import dev.leat.failure.NewerFormatException;
import dev.leat.mongodb.Fixtures.PaymentReceived;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/** Whatever stands in an event document, it is an event as the mapping says, or unreadable for a reason in words. */
class EventReadingFuzzTest {

    private static final EventTypes TYPES = EventTypes.builder()
            .type("PaymentReceived", PaymentReceived.class)
            .upcast("PaidIn", data -> {
                data.put("currency", data.get("money"));
                return new Upcaster.Shape(EventType.of("PaymentReceived"), data);
            })
            .upcast("Round", data -> new Upcaster.Shape(EventType.of("About"), data.append("n", new BsonInt32(1))))
            .upcast("About", data -> new Upcaster.Shape(EventType.of("Round"), data))
            .build();
    private static final EventMapping NESTED =
            new EventMapping("head.stream", "head.version", "head.type", "head.time", "body", "head.meta");
    private static final MongoNamespace EVENTS = new MongoNamespace("bank", "events");

    private static final BsonDocument OWN = BsonDocument.parse("""
            {_id: 'e-1', stream: 'account-7', version: NumberLong(3), type: 'PaymentReceived', time: {$date: '2026-01-01T00:00:00Z'},
             data: {currency: 'EUR', amount: NumberDecimal('1.50'), more: [1, {x: 2}]},
             meta: {user: 'u-1', depth: {n: 1}}, v: 1}""");
    private static final BsonDocument FOREIGN = BsonDocument.parse("""
            {_id: 'e-1', head: {stream: 'account-7', version: 3, type: 'PaidIn', time: {$date: '2026-01-01T00:00:00Z'},
             meta: {user: 'u-1'}}, body: {money: 'EUR', amount: NumberDecimal('1.50')}}""");

    @FuzzTest
    void readOwn(FuzzedDataProvider data) {
        check(EventMapping.LEAT, AnyBson.damaged(OWN, data));
    }

    @FuzzTest
    void readForeign(FuzzedDataProvider data) {
        check(NESTED, AnyBson.damaged(FOREIGN, data));
    }

    private static void check(EventMapping mapping, RawBsonDocument document) {
        EventId id = EventId.of("e-1");
        EventReading reading = new EventReading(EVENTS, mapping, TYPES);
        FeedItem item;
        try {
            item = reading.read(document, Position.of(1), id, 5);
            assertThat(reading.read(reading.open(document), Position.of(1), id, 5))
                    .isEqualTo(item);
        } catch (NewerFormatException e) {
            assertThat(e).hasMessageContaining("bank.events");
            return;
        }
        switch (item) {
            case Event event -> {
                assertThat(event.stream().value()).isEqualTo(text(document, mapping.stream()));
                assertThat(event.version()).isNotNegative();
                assertThat(event.id()).isEqualTo(id);
                assertThat(event.data()).isInstanceOfAny(PaymentReceived.class, BsonDocument.class);
            }
            case UnreadableEvent unreadable -> assertThat(unreadable.reason()).hasSizeBetween(20, 500);
        }
    }

    private static String text(BsonDocument document, String path) {
        return java.util.Objects.requireNonNull(EventReading.at(document, path))
                .asString()
                .getValue();
    }
}
