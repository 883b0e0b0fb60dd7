package dev.leat.mongodb;

import com.mongodb.MongoNamespace;
import dev.leat.benchmarks.jmh.SingleStep;
import dev.leat.benchmarks.workload.ItemAdded;
import dev.leat.event.EventId;
import dev.leat.event.FeedItem;
import dev.leat.event.Position;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.openjdk.jmh.annotations.Benchmark;

/** An event as the driver hands it over, opened and read into a record; plainly, into the driver's {@link Document}. */
public class EventReadingBenchmark extends SingleStep {

    private static final int SLOT = 5;

    private EventReading reading = new EventReading(
            new MongoNamespace("shop", "events"),
            EventMapping.LEAT,
            EventTypes.builder().type("ItemAdded", ItemAdded.class).build());
    private DocumentCodec codec = new DocumentCodec();
    private Position position = Position.of(1);
    private EventId id = EventId.of("e-1");
    private RawBsonDocument document = RawBsonDocument.parse("""
            {_id: 'e-1', stream: 'order-7', version: NumberLong(3), type: 'ItemAdded',
             time: {$date: '2026-01-01T00:00:00Z'},
             data: {number: NumberLong(7), product: 'product', description: 'description', quantity: 2,
                    cents: NumberLong(1299)},
             meta: {user: 'u-1'}, v: 1}""");

    @Benchmark
    public FeedItem read() {
        return reading.read(reading.open(document), position, id, SLOT);
    }

    @Benchmark
    public Document readPlainly() {
        return document.decode(codec);
    }
}
