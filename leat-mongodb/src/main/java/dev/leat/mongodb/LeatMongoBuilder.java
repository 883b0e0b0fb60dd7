package dev.leat.mongodb;

import com.mongodb.client.MongoClient;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.Limits;
import dev.leat.lease.Coordination;
import dev.leat.ledger.SourceId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configures a {@link LeatMongo}. Not thread-safe. */
public final class LeatMongoBuilder {

    /** Largest event that is given to a projection, in bytes: 14 MiB. Larger ones are parked. */
    public static final int DEFAULT_MAX_EVENT_BYTES = 14 << 20;

    /** Events of one source kept in memory for all projections of a replica, in bytes as stored: 16 MiB. */
    public static final long DEFAULT_FEED_CACHE_BYTES = 16L << 20;

    /** What is added to the database's name to get the name of Leat's own. */
    public static final String LEAT_DATABASE_SUFFIX = "_leat";

    private final MongoClient client;
    private final Map<SourceId, EventMapping> mappings = new HashMap<>();
    private @Nullable String database;
    private @Nullable String leatDatabase;
    private EventTypes types = EventTypes.none();
    private InstantSource clock = InstantSource.system();
    private @Nullable Coordination coordination;
    private int maxEventBytes = DEFAULT_MAX_EVENT_BYTES;
    private long feedCacheBytes = DEFAULT_FEED_CACHE_BYTES;

    LeatMongoBuilder(MongoClient client) {
        this.client = client;
    }

    /** Names the database of event collections and read models. */
    public LeatMongoBuilder database(String name) {
        database = name;
        return this;
    }

    /** Names the database of Leat's own documents. Default: the other one's name and {@value #LEAT_DATABASE_SUFFIX}. */
    public LeatMongoBuilder leatDatabase(String name) {
        leatDatabase = name;
        return this;
    }

    /** Sets the typed events. Default: all events are raw documents. */
    public LeatMongoBuilder types(EventTypes newTypes) {
        types = newTypes;
        return this;
    }

    /** Declares the shape of an event collection that others write. */
    public LeatMongoBuilder mapping(SourceId source, EventMapping mapping) {
        EventMapping other = mappings.putIfAbsent(source, mapping);
        if (other != null) {
            throw new ConfigurationException(
                    "Source " + source + " has two mappings: " + other + " and " + mapping + ".");
        }
        return this;
    }

    /** Sets the largest event that is given to a projection. Default: {@link #DEFAULT_MAX_EVENT_BYTES}. */
    public LeatMongoBuilder maxEventBytes(int bytes) {
        maxEventBytes = bytes;
        return this;
    }

    /** Sets how much of the event collections a replica keeps in memory. Default: {@link #DEFAULT_FEED_CACHE_BYTES}. */
    public LeatMongoBuilder feedCacheBytes(long bytes) {
        feedCacheBytes = bytes;
        return this;
    }

    /**
     * Keeps heartbeats, roles and the assignment elsewhere than in MongoDB, for teams that must. All replicas on a database
     * name the same place, or they hand partitions to and fro. Ownerships, and with them the guarantee, stay in MongoDB.
     *
     * @throws ConfigurationException when it is set twice
     */
    public LeatMongoBuilder coordination(Coordination elsewhere) {
        if (coordination != null) {
            throw new ConfigurationException("The coordination is set twice: " + coordination + " and " + elsewhere
                    + ". Call coordination(...) once.");
        }
        coordination = elsewhere;
        return this;
    }

    /** Replaces the clock that gives events their time. */
    public LeatMongoBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /**
     * Builds; nothing is read or written yet.
     *
     * @throws ConfigurationException without a database, with one name for both, with a name that MongoDB refuses, or with a
     *     limit that cannot work
     */
    public LeatMongo build() {
        try {
            Limits.number("maxEventBytes", maxEventBytes, 1, PreparedCommit.MAX_DOCUMENT_BYTES);
            Limits.number("feedCacheBytes", feedCacheBytes, 0, Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
        if (database == null) {
            throw new ConfigurationException(
                    "No database is named. Call database(...) with the one that has the events.");
        }
        String own = leatDatabase != null ? leatDatabase : database + LEAT_DATABASE_SUFFIX;
        if (own.equals(database)) {
            throw new ConfigurationException("Leat's own database must not be the events' database " + database
                    + ", so that rights and sizes stay apart. Name another with leatDatabase(...).");
        }
        MongoNames.requireDatabase(database);
        MongoNames.requireDatabase(own);
        return new LeatMongo(client, this, new MongoNames(client, database, own));
    }

    EventTypes types() {
        return types;
    }

    Map<SourceId, EventMapping> mappings() {
        return mappings;
    }

    @Nullable Coordination coordination() {
        return coordination;
    }

    InstantSource clock() {
        return clock;
    }

    int maxEventBytes() {
        return maxEventBytes;
    }

    long feedCacheBytes() {
        return feedCacheBytes;
    }
}
