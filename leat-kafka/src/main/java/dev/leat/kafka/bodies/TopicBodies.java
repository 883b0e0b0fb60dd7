package dev.leat.kafka.bodies;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.EventBodies;
import dev.leat.time.Ticker;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.bson.RawBsonDocument;

/** The event documents of some sources, each as one topic brings them. One thread for each reads until it is closed. */
public final class TopicBodies implements EventBodies, AutoCloseable {

    private final Map<SourceId, OfSource> sources = new HashMap<>();

    private record OfSource(BodySettings settings, BodyCache cache, TopicReader reader) {}

    private TopicBodies() {}

    /**
     * Begins to read.
     *
     * @param consumers opens consumers that are in no group
     */
    public static TopicBodies open(
            Map<SourceId, BodySettings> sources, Supplier<Consumer<byte[], byte[]>> consumers, Ticker ticker) {
        TopicBodies bodies = new TopicBodies();
        sources.forEach((source, settings) -> {
            BodyCache cache = new BodyCache(settings, ticker);
            RecordDecoder decoder = new RecordDecoder(settings.format(), ticker);
            TopicReader reader = new TopicReader(
                    settings.topic(),
                    consumers,
                    records -> cache.put(decoder.decode(records)),
                    ticker,
                    InstantSource.system());
            bodies.sources.put(source, new OfSource(settings, cache, reader));
            reader.start();
        });
        return bodies;
    }

    @Override
    public Map<Position, RawBsonDocument> find(SourceId source, NavigableMap<Position, EventId> events) {
        OfSource of = sources.get(source);
        if (of == null) {
            return Map.of();
        }
        NavigableMap<Position, Object> wanted = new TreeMap<>();
        events.forEach(
                (position, id) -> wanted.put(position, of.settings().format().key(id)));
        return of.cache().find(wanted);
    }

    @Override
    public void close() {
        sources.values().forEach(of -> of.cache().close());
        sources.values().forEach(of -> of.reader().close());
    }
}
