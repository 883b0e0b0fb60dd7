package dev.leat.kafka.format;

import dev.leat.event.Event;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** Whatever an event is, each format gives back the same, its data byte by byte. */
final class RoundTripTest {

    private static final FormatOptions OPTIONS = FormatOptions.of("events");
    private static final EventFormat JSON = new CloudEventsJson(OPTIONS);
    private static final EventFormat BINARY = new CloudEventsBinary(OPTIONS);
    private static final EventFormat AVRO = EventFormats.of(EventFormats.CLOUDEVENTS_AVRO, OPTIONS);
    private static final EventFormat BSON = new CloudEventsBinary(OPTIONS.withBsonData());

    @Property
    void json_givesBackTheSame(@ForAll("documents") BsonDocument data) {
        Events.roundTrip(JSON, Events.of(data));
    }

    @Property
    void binary_givesBackTheSame(@ForAll("documents") BsonDocument data) {
        Events.roundTrip(BINARY, Events.of(data));
        Events.roundTrip(BSON, Events.of(data));
    }

    @Property(tries = 200)
    void avro_givesBackTheSame(@ForAll("documents") BsonDocument data) {
        Events.roundTrip(AVRO, Events.of(data));
    }

    @Property(tries = 200)
    void documentsAsTheServerSendsThem_areReadBackToo(@ForAll("documents") BsonDocument data) {
        RawBsonDocument raw = new RawBsonDocument(data, new BsonDocumentCodec());
        Events.roundTrip(JSON, Events.of(raw));
        Events.roundTrip(BINARY, Events.of(raw));
        Events.roundTrip(BSON, Events.of(raw));
    }

    @Property
    void attributes_areReadBack(
            @ForAll("streams") String stream,
            @ForAll("versions") long version,
            @ForAll("times") Instant time,
            @ForAll("metadata") Map<String, String> metadata) {
        Event event = Events.event(stream, version, time, Events.PAYMENT, metadata);
        Events.roundTrip(JSON, event);
        Events.roundTrip(BINARY, event);
        Events.roundTrip(AVRO, event);
    }

    @Provide
    Arbitrary<BsonDocument> documents() {
        return BsonArbitraries.documents();
    }

    @Provide
    Arbitrary<String> streams() {
        return BsonArbitraries.text().filter(text -> !text.isBlank());
    }

    @Provide
    Arbitrary<Long> versions() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Instant::ofEpochMilli),
                Arbitraries.longs()
                        .between(-99_999_999_999_999L, 999_999_999_999_999L)
                        .map(Instant::ofEpochMilli),
                Arbitraries.of(
                                "0000-01-01T00:00:00Z",
                                "-0001-12-31T23:59:59.999Z",
                                "9999-12-31T23:59:59.999Z",
                                "1970-01-01T00:00:00Z")
                        .map(Instant::parse));
    }

    @Provide
    Arbitrary<Map<String, String>> metadata() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("traceparent", "tracestate", "$oid", "$date", "user", "a.b", ""),
                BsonArbitraries.text().map(text -> text.replace("\0", "")));
        return Arbitraries.maps(names, BsonArbitraries.text()).ofMaxSize(4);
    }
}
