package dev.leat.testkit.mongodb;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A database that belongs to one test and is gone after it. Thread-safe. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger created = new AtomicInteger();
    private static final int CLASS_NAME_LENGTH = 24;

    private final MongoDatabase database;

    private TestDatabase(MongoDatabase database) {
        this.database = database;
    }

    /** A name no other process on the server takes: MongoDB compares names without case and allows 63 bytes. */
    static TestDatabase create(MongoClient client, Class<?> test) {
        String name = test.getSimpleName().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String unique = Long.toString(System.currentTimeMillis(), 36) + "_"
                + ProcessHandle.current().pid() + "_" + created.incrementAndGet();
        String shortened = name.substring(0, Math.min(name.length(), CLASS_NAME_LENGTH));
        return new TestDatabase(client.getDatabase("t_" + shortened + "_" + unique));
    }

    /** Name of the database; MongoDB makes it with the first write. */
    public String name() {
        return database.getName();
    }

    /** The database, with the settings of the injected client. */
    public MongoDatabase database() {
        return database;
    }

    /** Drops the database. JUnit does this after the test. */
    @Override
    public void close() {
        database.drop();
    }
}
