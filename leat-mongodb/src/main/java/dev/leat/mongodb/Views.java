package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import dev.leat.failure.ConfigurationException;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Views that show one collection as it is. Thread-safe. */
final class Views {

    private static final int NAMESPACE_EXISTS = 48;

    private final MongoNames names;

    Views(MongoNames names) {
        this.names = names;
    }

    /**
     * Makes a view show a collection, whatever it showed before. Who reads meanwhile sees the one collection or the other
     * whole.
     *
     * @throws ConfigurationException when a collection has the view's name
     */
    void point(String view, String collection) {
        BsonDocument present = present(view);
        if (present == null) {
            try {
                names.data().createView(view, collection, List.of());
                return;
            } catch (MongoCommandException e) {
                if (e.getErrorCode() != NAMESPACE_EXISTS) {
                    throw e;
                }
                present = present(view);
            }
        }
        if (present == null
                || !present.getString("type", new BsonString("")).getValue().equals("view")) {
            throw new ConfigurationException("A projection is shown as " + view + ", and "
                    + names.data().getName() + "." + view
                    + " is a collection. Name the view differently, or rename the collection.");
        }
        BsonDocument options = present.getDocument("options", new BsonDocument());
        boolean there =
                options.getString("viewOn", new BsonString("")).getValue().equals(collection)
                        && options.getArray("pipeline", new BsonArray()).isEmpty();
        if (!there) {
            names.data()
                    .runCommand(new BsonDocument("collMod", new BsonString(view))
                            .append("viewOn", new BsonString(collection))
                            .append("pipeline", new BsonArray()));
        }
    }

    private @Nullable BsonDocument present(String view) {
        return names.data()
                .listCollections(BsonDocument.class)
                .filter(new BsonDocument("name", new BsonString(view)))
                .first();
    }
}
