package dev.leat.mongodb;

import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.mongodb.MongoSourceStream.HistoryLostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.bson.BsonBinaryReader;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.DecoderContext;
import org.jspecify.annotations.Nullable;

/**
 * An event as the change stream shows it. Immutable.
 *
 * @param token of the change stream, behind this event
 * @param time of the commit, as a BSON timestamp
 * @param body the event document, sharing the bytes of the answer; null where the stream does not carry it
 * @param bytes size of what was received for it
 */
record Change(
        Pointer pointer,
        BsonDocument token,
        long time,
        @Nullable RawBsonDocument body,
        int bytes) {

    private static final BsonValueCodec VALUES = new BsonValueCodec();
    private static final DecoderContext CONTEXT = DecoderContext.builder().build();

    /**
     * Reads a change with a body, in one pass over its bytes.
     *
     * @throws HistoryLostException when it is no insert: the collection itself was changed
     */
    static Change withBody(SourceId source, RawBsonDocument change, EventMapping mapping) {
        ByteBuffer bytes = OpenedDocument.bytesOf(change);
        int size = bytes.remaining();
        BsonDocument token = null;
        BsonValue id = null;
        RawBsonDocument body = null;
        String operation = "";
        long time = 0;
        try (BsonBinaryReader reader = new BsonBinaryReader(bytes.duplicate())) {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                switch (reader.readName()) {
                    case "_id" -> token = OpenedDocument.slice(bytes, reader);
                    case "operationType" -> operation = reader.readString();
                    case "clusterTime" -> time = reader.readTimestamp().getValue();
                    case "documentKey" -> id = idOf(reader);
                    case "fullDocument" -> body = OpenedDocument.slice(bytes, reader);
                    default -> reader.skipValue();
                }
            }
        }
        refuseLoss(source, operation);
        RawBsonDocument event = Objects.requireNonNull(body);
        Pointer pointer = MongoSourceCursor.pointer(
                Ids.fromBson(Objects.requireNonNull(id)), EventReading.at(event, mapping.stream()));
        return new Change(pointer, Objects.requireNonNull(token), time, event, size);
    }

    /** Reads a change of a stream that is projected down to ids and streams. */
    static Change withoutBody(SourceId source, BsonDocument change) {
        refuseLoss(source, change.getString("operationType").getValue());
        return new Change(
                MongoSourceCursor.pointer(
                        Ids.of(change.getDocument("documentKey")), change.get(MongoSourceCursor.STREAM)),
                change.getDocument("_id"),
                change.getTimestamp("clusterTime").getValue(),
                null,
                0);
    }

    static void refuseLoss(SourceId source, String operation) {
        if (!operation.equals("insert")) {
            throw new HistoryLostException("the collection of source " + source + " was changed by " + operation);
        }
    }

    private static @Nullable BsonValue idOf(BsonBinaryReader reader) {
        BsonValue id = null;
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            if (reader.readName().equals("_id")) {
                id = VALUES.decode(reader, CONTEXT);
            } else {
                reader.skipValue();
            }
        }
        reader.readEndDocument();
        return id;
    }
}
