package dev.leat.benchmarks;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCluster;
import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.replica.ReplicaLauncher;
import dev.leat.benchmarks.server.MongoServer;
import dev.leat.benchmarks.workload.ProjectionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All that a run makes outside of its own memory: processes, databases, files. They are gone after {@link #close}, and
 * also when the run is interrupted; when it is killed, its files are gone with the next run. Thread-safe.
 */
public final class Workplace implements AutoCloseable {

    private static final Duration END_WAIT = Duration.ofSeconds(5);

    /** A database waits with its end for transactions of replicas that were killed: a minute, unless set otherwise. */
    private static final Duration DROP_WAIT = Duration.ofSeconds(90);

    private final MongoServer server;
    private final Settings settings;
    private final @Nullable Path logs;
    private final MongoClient client;
    private final RunFolder folder;
    private final String prefix = "leat_bench_" + ProcessHandle.current().pid();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Makes room.
     *
     * @param server closed with this
     * @param logs where logs of replicas stay; null for nowhere
     */
    public Workplace(MongoServer server, Settings settings, @Nullable Path logs) {
        this.server = server;
        this.settings = settings;
        this.logs = logs;
        this.client = MongoClients.create(server.uri());
        folder = RunFolder.make();
        if (logs != null) {
            try {
                Files.createDirectories(logs);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot make " + logs + ".", e);
            }
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The MongoDB of the run. */
    public MongoServer server() {
        return server;
    }

    /** A folder for files of the run, deleted with it. */
    public Path folder() {
        return folder.path();
    }

    /** Where processes write their logs. */
    public Path logs() {
        Path words = logs;
        return words == null ? folder.path() : words;
    }

    /** A fresh database; drop it by closing it. */
    public BenchDatabase database(String name) {
        return database(name, ProjectionSet.alike(settings.projections()));
    }

    /** A fresh database for certain projections; drop it by closing it. */
    public BenchDatabase database(String name, ProjectionSet projections) {
        return new BenchDatabase(client, prefix + "_" + name, projections);
    }

    /** A fleet without replicas, on a database. */
    public Fleet fleet(BenchDatabase database) {
        return fleet(database, List.of());
    }

    /**
     * A fleet without replicas, on a database.
     *
     * @param jvmOptions for its replicas, besides those of the settings, which they outdo
     */
    public Fleet fleet(BenchDatabase database, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(settings.jvmOptions());
        options.addAll(jvmOptions);
        return new Fleet(
                new ReplicaLauncher(
                        Main.class,
                        server.uri(),
                        folder(),
                        logs(),
                        settings.properties(),
                        options,
                        database.projections()),
                database.name());
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        endReplicas();
        try {
            if (!server.isOwned()) {
                dropLeftovers();
            }
        } catch (MongoException e) {
            System.err.println("left behind: databases " + prefix + "_* (" + e.getMessage() + ")");
        } finally {
            client.close();
            server.close();
            folder.close();
        }
    }

    /** Processes of the run are the only children that live longer than a call. Replicas that end in order leave no open transaction. */
    private static void endReplicas() {
        List<ProcessHandle> replicas = ProcessHandle.current().children().toList();
        replicas.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] ends =
                replicas.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, END_WAIT.toSeconds(), TimeUnit.SECONDS)
                .join();
        replicas.forEach(ProcessHandle::destroyForcibly);
    }

    private void dropLeftovers() {
        MongoCluster patient = client.withTimeout(DROP_WAIT.toSeconds(), TimeUnit.SECONDS);
        for (String name : patient.listDatabaseNames().into(new ArrayList<>())) {
            if (name.startsWith(prefix + "_")) {
                patient.getDatabase(name).drop();
            }
        }
    }
}
