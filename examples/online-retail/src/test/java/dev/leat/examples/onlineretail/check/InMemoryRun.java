package dev.leat.examples.onlineretail.check;

import com.mongodb.MongoClientSettings;
import dev.leat.event.AppendResult;
import dev.leat.event.AppendResult.Appended;
import dev.leat.event.Event;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.Position;
import dev.leat.event.Receipt;
import dev.leat.event.StreamId;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.EventLoader;
import dev.leat.examples.onlineretail.load.LoadListener;
import dev.leat.examples.onlineretail.load.MalformedLine;
import dev.leat.examples.onlineretail.projections.Folding;
import dev.leat.examples.onlineretail.projections.RetailProjections;
import dev.leat.projection.Projection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonString;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;

/** What the demo does, on one thread and in memory: a file is loaded and projected into documents. */
final class InMemoryRun implements EventStore {

    private final List<Event> events = new ArrayList<>();
    private final Map<StreamId, Long> versions = new HashMap<>();

    /** The documents of every read model by collection and id. */
    static Map<String, Map<String, BsonDocument>> project(EventFile file, long limit, Consumer<MalformedLine> malformed)
            throws Exception {
        InMemoryRun run = new InMemoryRun();
        new EventLoader(run, 1).load(file, limit, malformed, LoadListener.NONE);
        Map<String, Map<String, BsonDocument>> collections = new TreeMap<>();
        for (Projection<?> projection : RetailProjections.all()) {
            collections.put(projection.collection(), run.documents(projection));
        }
        return collections;
    }

    private <D> Map<String, BsonDocument> documents(Projection<D> projection) {
        Codec<D> codec = MongoClientSettings.getDefaultCodecRegistry().get(projection.documentType());
        Map<String, BsonDocument> documents = new TreeMap<>();
        Folding.fold(projection, events).forEach((key, document) -> {
            BsonDocument bson = new BsonDocument();
            codec.encode(
                    new BsonDocumentWriter(bson),
                    document,
                    EncoderContext.builder().build());
            bson.put("_id", new BsonString(key));
            documents.put(key, bson);
        });
        return documents;
    }

    @Override
    public AppendResult append(StreamId stream, ExpectedVersion expected, List<NewEvent> appended) {
        long last = versions.getOrDefault(stream, 0L);
        for (NewEvent event : appended) {
            versions.merge(stream, 1L, Long::sum);
            events.add(new Event(
                    Position.of(events.size() + 1L),
                    Objects.requireNonNull(event.id()),
                    0,
                    stream,
                    Objects.requireNonNull(versions.get(stream)),
                    Objects.requireNonNull(event.type()),
                    Objects.requireNonNull(event.time()),
                    event.data(),
                    event.metadata()));
        }
        String lastId = String.valueOf(appended.getLast().id());
        Receipt receipt = new Receipt("events", stream, lastId, appended.size(), Receipt.UNKNOWN, 0);
        return new Appended(stream, last + 1, last + appended.size(), false, receipt);
    }

    @Override
    public Stream<Event> read(StreamId stream, long fromVersion) {
        throw new IllegalStateException("A load does not read.");
    }
}
