package dev.leat.mongodb;

import dev.leat.benchmarks.jmh.SingleStep;
import dev.leat.benchmarks.workload.StreamTotals;
import dev.leat.projection.Key;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.openjdk.jmh.annotations.Benchmark;

/** A document of a read model, made into what is written; plainly, by way of the driver's {@link Document}. */
public class DocumentsBenchmark extends SingleStep {

    private Documents documents = new Documents(EventTypes.builder().build().codecs());
    private DocumentCodec codec = new DocumentCodec();
    private Key key = Key.of("order-7");
    private StreamTotals totals = new StreamTotals(10, 12_990, 4_711, 123_456_789);

    @Benchmark
    public RawBsonDocument encode() {
        return documents.encode(key, totals);
    }

    @Benchmark
    public RawBsonDocument encodePlainly() {
        return new RawBsonDocument(
                new Document("_id", key.value())
                        .append("count", totals.count())
                        .append("cents", totals.cents())
                        .append("last", totals.last())
                        .append("chain", totals.chain()),
                codec);
    }
}
