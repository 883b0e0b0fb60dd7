package dev.leat.kafka.foreign;

import dev.leat.kafka.format.Documents;
import dev.leat.kafka.format.Encoded;
import dev.leat.kafka.format.UnreadableRecordException;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Records of Debezium's MongoDB connector: change events, or documents alone where {@code ExtractNewDocumentState}
 * flattens them.
 *
 * @see <a href="https://debezium.io/documentation/reference/stable/connectors/mongodb.html">Debezium for MongoDB</a>
 */
final class DebeziumRecords implements ForeignFormat {

    private static final String AFTER = "after";
    private static final String DELETED = "__deleted";
    private static final String OPERATION = "__op";

    @Override
    public Optional<ForeignDocument> document(Encoded record) {
        return ConnectValue.read(record.value()).flatMap(DebeziumRecords::inserted);
    }

    private static Optional<ForeignDocument> inserted(ConnectValue read) {
        BsonDocument value = read.document();
        boolean isChangeEvent = value.get("op") instanceof BsonString
                && (value.get("source") instanceof BsonDocument || value.containsKey(AFTER));
        if (isChangeEvent) {
            return isInsert(value.getString("op").getValue())
                    ? Optional.of(after(read, value.get(AFTER)))
                    : Optional.empty();
        }
        return isOfTheConnector(value) ? Optional.empty() : flattened(read);
    }

    /** Created, or read by a snapshot. */
    private static boolean isInsert(String operation) {
        return switch (operation) {
            case "c", "r" -> true;
            case "u", "d", "t", "m" -> false;
            default -> throw new UnreadableRecordException("The change event's op is none of c, r, u, d, t and m.");
        };
    }

    private static ForeignDocument after(ConnectValue read, @Nullable BsonValue after) {
        if (after instanceof BsonString text) {
            String json = text.getValue();
            BsonDocument document = Documents.fromJson("Field after of the change event", json);
            return new ConnectValue(document, json, false).asStored();
        }
        if (after instanceof BsonDocument document) {
            return read.within(document).asStored();
        }
        throw new UnreadableRecordException("The change event is an insert and has no after.");
    }

    /** Heartbeats and the borders of transactions. */
    private static boolean isOfTheConnector(BsonDocument value) {
        if (value.containsKey("_id")) {
            return false;
        }
        return value.keySet().equals(Set.of("ts_ms")) || (value.containsKey("status") && value.containsKey("id"));
    }

    private static Optional<ForeignDocument> flattened(ConnectValue read) {
        BsonDocument value = read.document();
        if (isDeleted(value.get(DELETED))) {
            return Optional.empty();
        }
        if (value.get(OPERATION) instanceof BsonString operation && !isInsert(operation.getValue())) {
            return Optional.empty();
        }
        if (!value.containsKey("_id")) {
            throw new UnreadableRecordException("The record is neither a change event nor a document with an _id.");
        }
        BsonDocument document = value.clone();
        document.remove(DELETED);
        document.remove(OPERATION);
        return Optional.of(read.within(document).asStored());
    }

    private static boolean isDeleted(@Nullable BsonValue deleted) {
        return BsonBoolean.TRUE.equals(deleted) || new BsonString("true").equals(deleted);
    }
}
