package dev.leat.mongodb;

import dev.leat.event.EventType;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.bson.BSONException;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.io.BasicOutputBuffer;

/** Makes event documents in the shape of {@link EventMapping#LEAT}. Thread-safe. */
final class EventWriting {

    private final EventTypes types;
    private final InstantSource clock;

    EventWriting(EventTypes types, InstantSource clock) {
        this.types = types;
        this.clock = clock;
    }

    /** The documents of an append, versions still open. */
    List<BsonDocument> documents(StreamId stream, List<NewEvent> events) {
        Instant now = clock.instant();
        List<BsonDocument> documents = new ArrayList<>(events.size());
        for (NewEvent event : events) {
            documents.add(document(stream, event, now));
        }
        return documents;
    }

    private BsonDocument document(StreamId stream, NewEvent event, Instant now) {
        EventType type =
                event.type() != null ? event.type() : types.nameOf(event.data().getClass());
        Instant time = event.time() != null ? event.time() : now;
        BsonValue id = event.id() != null ? Ids.toBson(event.id()) : new BsonObjectId();
        BsonDocument document = new BsonDocument("_id", id)
                .append("stream", new BsonString(stream.value()))
                .append("version", new BsonInt64(0))
                .append("type", new BsonString(type.name()))
                .append("time", new BsonDateTime(time.toEpochMilli()))
                .append("data", data(type, event.data()));
        if (!event.metadata().isEmpty()) {
            BsonDocument metadata = new BsonDocument();
            event.metadata().forEach((name, value) -> metadata.append(name, new BsonString(value)));
            document.append("meta", metadata);
        }
        return document.append(MongoNames.V, new BsonInt32(MongoNames.FORMAT));
    }

    private BsonDocument data(EventType type, Object data) {
        if (data instanceof BsonDocument bson) {
            return bson;
        }
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        try (BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            encode(types.codecs().get(data.getClass()), writer, data);
        } catch (CodecConfigurationException | BSONException e) {
            throw new IllegalArgumentException(
                    "Event of type " + type + " cannot be written: its data, of "
                            + data.getClass().getName() + ", does not encode: " + e.getMessage()
                            + ". Register a codec with EventTypes.codecs(...), or give a BsonDocument.",
                    e);
        }
        return new RawBsonDocument(buffer.getInternalBuffer(), 0, buffer.getSize());
    }

    @SuppressWarnings("unchecked")
    private static <T> void encode(Codec<T> codec, BsonBinaryWriter writer, Object data) {
        codec.encode(writer, (T) data, EncoderContext.builder().build());
    }

    /** The same documents with the versions that follow {@code last}. */
    static List<BsonDocument> withVersions(List<BsonDocument> documents, long last) {
        for (int i = 0; i < documents.size(); i++) {
            documents.get(i).put("version", new BsonInt64(last + 1 + i));
        }
        return documents;
    }
}
