package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.leat.failure.UnsuitableStoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Finds out, within seconds, whether a MongoDB can carry the guarantee. */
final class StoreCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** MongoDB 6.0. */
    private static final int MIN_WIRE_VERSION = 17;

    private final MongoClient client;
    private final String database;

    StoreCheck(MongoClient client, String database) {
        this.client = client;
        this.database = database;
    }

    /**
     * What the server is.
     *
     * @throws UnsuitableStoreException naming the fact found and what mends it
     */
    ServerFacts run() {
        MongoDatabase admin = client.getDatabase(database).withTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        BsonDocument hello;
        try {
            hello = admin.runCommand(BsonDocument.parse("{hello: 1}"), BsonDocument.class);
        } catch (MongoSecurityException e) {
            throw new UnsuitableStoreException(
                    "MongoDB refuses the credentials: " + Calls.words(e)
                            + ". Check user, password and authSource of the connection string.",
                    e);
        } catch (MongoException e) {
            throw unreachable(e);
        }
        String version = version(admin);
        String fault = fault(hello, version);
        if (fault != null) {
            throw new UnsuitableStoreException("MongoDB at " + servers() + " " + fault);
        }
        return new ServerFacts(version, splitsLargeEvents(version));
    }

    /** What makes a server unsuitable, as the end of a sentence about it; null when nothing does. */
    static @Nullable String fault(BsonDocument hello, String version) {
        boolean routed = hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid");
        if (!routed && !hello.containsKey("setName")) {
            return "is a standalone server: it has neither change streams nor transactions. Start it as a replica set,"
                    + " one member is enough: mongod --replSet rs0 ..., then run rs.initiate() once in mongosh.";
        }
        return hello.getNumber("maxWireVersion", new BsonInt32(0)).intValue() < MIN_WIRE_VERSION
                ? "is version " + version + "; Leat needs 6.0 or newer. Upgrade the server, member by member."
                : null;
    }

    /** What the user of this client may do. */
    Rights rights() {
        return new Rights(client.getDatabase(database)
                .withTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .runCommand(BsonDocument.parse("{connectionStatus: 1, showPrivileges: true}"), BsonDocument.class));
    }

    /**
     * What matters of a server.
     *
     * @param splitsLargeEvents whether it knows {@code $changeStreamSplitLargeEvent}
     */
    record ServerFacts(String version, boolean splitsLargeEvents) {}

    private static String version(MongoDatabase admin) {
        try {
            return admin.runCommand(BsonDocument.parse("{buildInfo: 1}"), BsonDocument.class)
                    .getString("version")
                    .getValue();
        } catch (MongoCommandException e) {
            return "unknown";
        }
    }

    /** Since 7.0, and 6.0.9. */
    static boolean splitsLargeEvents(String version) {
        String[] parts = version.split("\\.", 4);
        if (parts.length < 3 || !parts[0].chars().allMatch(Character::isDigit)) {
            return false;
        }
        int major = Integer.parseInt(parts[0]);
        String patch = parts[2].replaceAll("\\D.*", "");
        return major >= 7 || (major == 6 && !patch.isEmpty() && Integer.parseInt(patch) >= 9);
    }

    private UnsuitableStoreException unreachable(MongoException e) {
        ClusterDescription cluster = client.getClusterDescription();
        String seen = cluster.getServerDescriptions().stream()
                .map(server -> server.getAddress() + " (" + server.getType() + setName(server) + failure(server) + ")")
                .collect(Collectors.joining(", "));
        return new UnsuitableStoreException(
                "No primary of MongoDB answered within " + PATIENCE.toSeconds() + " s. Servers seen: "
                        + (seen.isEmpty()
                                ? "none, they are of another replica set than the connection string names"
                                : seen)
                        + ". Check hosts, replicaSet= (rs.conf()._id in mongosh tells the name) and TLS of the connection"
                        + " string, and that the set has a primary (rs.status()).",
                e);
    }

    private static String setName(ServerDescription server) {
        return server.getSetName() == null ? "" : ", replica set " + server.getSetName();
    }

    private static String failure(ServerDescription server) {
        Throwable failure = server.getException();
        return failure == null ? "" : ", " + failure.getMessage();
    }

    private String servers() {
        return client.getClusterDescription().getServerDescriptions().stream()
                .map(server -> server.getAddress().toString())
                .collect(Collectors.joining(", "));
    }
}
