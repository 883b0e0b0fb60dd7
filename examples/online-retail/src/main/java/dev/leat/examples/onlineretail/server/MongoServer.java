package dev.leat.examples.onlineretail.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A MongoDB to work on, given or started by {@code dev/mongodb}. {@link #close} ends one that was started. Thread-safe. */
public final class MongoServer implements AutoCloseable {

    private static final long STOP_WAIT_SECONDS = 30;

    private final @Nullable Path script;
    private final String name;
    private volatile @Nullable Process starting;
    private volatile @Nullable String uri;
    private volatile boolean ours;
    private volatile boolean stays;
    private boolean closed;

    private MongoServer(@Nullable Path script, String name, @Nullable String uri) {
        this.script = script;
        this.name = name;
        this.uri = uri;
        this.ours = script != null;
    }

    /** A server of the user's, which stays as it is. */
    public static MongoServer given(String uri) {
        return new MongoServer(null, "", uri);
    }

    /**
     * A server still to be started.
     *
     * @param home top of the repository, which holds the script
     * @param name tells several servers of one user apart
     */
    public static MongoServer ofScript(Path home, String name) {
        Path script = home.resolve("dev").resolve("mongodb");
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException("There is no script " + script
                    + " that starts MongoDB. Start the demo with ./leat, or give --uri.");
        }
        return new MongoServer(script, name, null);
    }

    /**
     * Starts the server unless it was given; what happens is said on standard error.
     *
     * @param keep once started it outlives this process, and {@link #close} leaves it
     */
    public void start(boolean keep) throws IOException, InterruptedException {
        if (script == null) {
            return;
        }
        List<String> command =
                new ArrayList<>(List.of(script.toString(), "start", "--name", name, "--members", "1", "--properties"));
        if (!keep) {
            command.addAll(
                    List.of("--owner-pid", Long.toString(ProcessHandle.current().pid())));
        }
        Process process;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("The demo is being stopped.");
            }
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            starting = process;
        }
        process.getOutputStream().close();
        Map<String, String> properties = new HashMap<>();
        try (var output = process.inputReader()) {
            output.lines().forEach(line -> {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    properties.put(line.substring(0, equals), line.substring(equals + 1));
                }
            });
        }
        int code = process.waitFor();
        starting = null;
        String found = properties.get("uri");
        if (code != 0 || found == null) {
            throw new IllegalStateException("MongoDB could not be started (dev/mongodb start ended with " + code
                    + "); what it said stands above. A MongoDB of your own will do too: --uri.");
        }
        ours = !"given".equals(properties.get("kind"));
        uri = found;
        stays = keep;
    }

    /** The connection string, password and all; known after {@link #start}. */
    public String uri() {
        String known = uri;
        if (known == null) {
            throw new IllegalStateException("MongoDB was not started.");
        }
        return known;
    }

    /** True for a server that was started for the demo, false for one that others may use too. */
    public boolean isOurs() {
        return ours;
    }

    /** How to end a server that was kept. */
    public String stopCommand() {
        return "dev/mongodb stop --name " + name;
    }

    /** Ends a server that was started and is not to be kept, also one that is only just starting. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed || script == null || !ours || stays) {
                return;
            }
            closed = true;
        }
        try {
            Process unfinished = starting;
            if (unfinished != null) {
                unfinished.destroy();
                unfinished.waitFor(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
            }
            Process stop = new ProcessBuilder(script.toString(), "stop", "--name", name)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            stop.waitFor(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("MongoDB could not be stopped; do it with " + stopCommand() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
