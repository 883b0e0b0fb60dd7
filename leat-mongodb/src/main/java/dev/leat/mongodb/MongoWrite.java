package dev.leat.mongodb;

import com.mongodb.client.model.WriteModel;
import dev.leat.projection.ReadModelWrite;
import org.bson.BsonDocument;

/**
 * A hand-written update, applied in the transaction that moves the checkpoint. Immutable as long as the model is.
 *
 * @param collection in the read models' database
 */
public record MongoWrite(String collection, WriteModel<BsonDocument> model) implements ReadModelWrite {}
