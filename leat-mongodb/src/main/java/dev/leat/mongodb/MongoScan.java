package dev.leat.mongodb;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** A scan of an event collection in natural order, ids and streams only. Confined to the tailer's thread. */
final class MongoScan implements Scan {

    private static final BsonDocument NATURAL = BsonDocument.parse("{$natural: 1}");

    private final SourceId source;
    private final EventMapping mapping;
    private final ClientSession session;
    private final MongoCursor<BsonDocument> cursor;

    MongoScan(MongoCollection<BsonDocument> events, ClientSession session, SourceId source, EventMapping mapping) {
        this.source = source;
        this.mapping = mapping;
        this.session = session;
        this.cursor = events.find(session)
                .projection(new BsonDocument(mapping.stream(), new BsonInt32(1)))
                .sort(NATURAL)
                .noCursorTimeout(true)
                .cursor();
    }

    @Override
    public Chunk next(int maxEvents) {
        return Calls.call("scanning " + source, () -> {
            List<Pointer> pointers = new ArrayList<>();
            while (pointers.size() < maxEvents && cursor.hasNext()) {
                BsonDocument event = cursor.next();
                pointers.add(MongoSourceCursor.pointer(Ids.of(event), EventReading.at(event, mapping.stream())));
            }
            boolean last = pointers.size() < maxEvents;
            return new Chunk(pointers, last, Tokens.fromBson(Objects.requireNonNull(session.getOperationTime())));
        });
    }

    @Override
    public void close() {
        cursor.close();
        session.close();
    }
}
