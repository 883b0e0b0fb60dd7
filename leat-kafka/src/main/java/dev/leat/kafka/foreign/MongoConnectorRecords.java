package dev.leat.kafka.foreign;

import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Records of the MongoDB Kafka source connector: whole change events, or the documents alone
 * ({@code publish.full.document.only}).
 *
 * @see <a href="https://www.mongodb.com/docs/kafka-connector/current/source-connector/">MongoDB Kafka source connector</a>
 */
final class MongoConnectorRecords implements ForeignFormat {

    @Override
    public Optional<ForeignDocument> document(Encoded record) {
        return ConnectValue.read(record.value()).flatMap(MongoConnectorRecords::inserted);
    }

    private static Optional<ForeignDocument> inserted(ConnectValue read) {
        BsonDocument value = read.document();
        if (!(value.get("operationType") instanceof BsonString operation) || !isChangeEvent(value)) {
            if (value.containsKey("_id")) {
                return Optional.of(read.asStored());
            }
            throw new UnreadableRecordException("The record is neither a change event nor a document with an _id.");
        }
        if (!operation.getValue().equals("insert")) {
            return Optional.empty();
        }
        if (value.get("fullDocument") instanceof BsonDocument document) {
            return Optional.of(read.within(document).asStored());
        }
        throw new UnreadableRecordException("The change event is an insert and has no fullDocument.");
    }

    /** The id of a change event is its resume token; that of a copied document says that it was copied. */
    private static boolean isChangeEvent(BsonDocument value) {
        BsonValue id = value.get("_id");
        return id instanceof BsonDocument token && (token.containsKey("_data") || token.containsKey("copyingData"));
    }
}
