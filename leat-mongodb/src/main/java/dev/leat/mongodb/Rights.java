package dev.leat.mongodb;

import dev.leat.failure.UnsuitableStoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What the logged-in user may do, as the server's {@code connectionStatus} tells, so that a missing right is named at
 * start and not found out by an event. Immutable.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/command/connectionStatus/">MongoDB manual,
 *     connectionStatus</a>
 */
final class Rights {

    /** What the tailer and the feed do with events: within the role {@code read}. */
    static final List<String> READ = List.of("find", "changeStream");

    /** What the event store does: within the role {@code readWrite}. */
    static final List<String> APPEND = List.of("find", "insert");

    /** What a commit does with a read model: within the role {@code readWrite}. */
    static final List<String> FOLD = List.of("find", "insert", "update", "remove");

    /** What Leat does in its own database: within the role {@code readWrite}. */
    static final List<String> OWN = List.of(
            "find", "insert", "update", "remove", "createCollection", "createIndex", "listCollections", "listIndexes");

    private static final String READ_ROLE = "read";
    private static final String WRITE_ROLE = "readWrite";

    private final BsonDocument authInfo;

    /**
     * Reads the answer.
     *
     * @param connectionStatus with {@code showPrivileges: true}
     */
    Rights(BsonDocument connectionStatus) {
        this.authInfo = connectionStatus.getDocument("authInfo", new BsonDocument());
    }

    /**
     * Refuses a user who may not do something. An anonymous connection is let pass: either the server asks nobody, or it
     * refuses the first command itself.
     *
     * @param collection empty for all collections of the database
     */
    void require(List<String> actions, String database, String collection) {
        Set<String> missing = missing(actions, database, collection);
        if (isAnonymous() || missing.isEmpty()) {
            return;
        }
        String place = collection.isEmpty() ? "database " + database : "collection " + database + "." + collection;
        throw new UnsuitableStoreException("MongoDB user " + userName() + " lacks the right to "
                + String.join(", ", missing.stream().sorted().toList()) + " on " + place
                + ". " + grant(roleFor(actions), database));
    }

    /** The least built-in role that has some actions. */
    static String roleFor(List<String> actions) {
        return actions.equals(READ) ? READ_ROLE : WRITE_ROLE;
    }

    /** Whether nobody is logged in. */
    boolean isAnonymous() {
        return values(authInfo, "authenticatedUsers").isEmpty();
    }

    /** The user that is logged in. */
    String userName() {
        return values(authInfo, "authenticatedUsers")
                .getFirst()
                .asDocument()
                .getString("user")
                .getValue();
    }

    /** How the user gets a role, as a sentence. */
    String grant(String role, String database) {
        String roles = "[{role: '" + role + "', db: '" + database + "'}]";
        List<BsonValue> users = values(authInfo, "authenticatedUsers");
        if (users.isEmpty()) {
            return "Log in as a user with the roles " + roles + ".";
        }
        BsonDocument user = users.getFirst().asDocument();
        return "Grant it in mongosh: db.getSiblingDB('" + user.getString("db").getValue() + "').grantRolesToUser('"
                + user.getString("user").getValue() + "', " + roles + ").";
    }

    /** Those of some actions that the user may not do. */
    Set<String> missing(List<String> actions, String database, String collection) {
        Set<String> missing = new HashSet<>(actions);
        for (BsonValue privilege : values(authInfo, "authenticatedUserPrivileges")) {
            BsonDocument granted = privilege.asDocument();
            if (covers(granted.getDocument("resource", new BsonDocument()), database, collection)) {
                values(granted, "actions")
                        .forEach(action -> missing.remove(action.asString().getValue()));
            }
        }
        return missing;
    }

    private static boolean covers(BsonDocument resource, String database, String collection) {
        if (resource.containsKey("anyResource")) {
            return true;
        }
        if (!resource.containsKey("db")) {
            return false;
        }
        String db = text(resource, "db");
        String name = text(resource, "collection");
        return (db.isEmpty() || db.equals(database)) && (name.isEmpty() || name.equals(collection));
    }

    private static String text(BsonDocument document, String field) {
        return document.getString(field, new BsonString("")).getValue();
    }

    private static List<BsonValue> values(BsonDocument document, String field) {
        return document.isArray(field) ? List.copyOf(document.getArray(field)) : new ArrayList<>();
    }
}
