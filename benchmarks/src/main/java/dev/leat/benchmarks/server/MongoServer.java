package dev.leat.benchmarks.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The MongoDB that is measured. Thread-safe. */
public final class MongoServer implements AutoCloseable {

    private final String uri;
    private final List<ProcessHandle> members;
    private final List<ProcessHandle> support;
    private final @Nullable DevMongoDb owned;

    MongoServer(String uri, List<ProcessHandle> members, List<ProcessHandle> support, @Nullable DevMongoDb owned) {
        this.uri = uri;
        this.members = List.copyOf(members);
        this.support = List.copyOf(support);
        this.owned = owned;
    }

    /**
     * A server that somebody else runs.
     *
     * @param pids its processes on this machine, so that their CPU time can be read; may be empty
     */
    public static MongoServer given(String uri, List<Long> pids) {
        return new MongoServer(uri, DevMongoDb.handles(pids), List.of(), null);
    }

    public String uri() {
        return uri;
    }

    /** The server's processes; empty when they are not on this machine. */
    public List<ProcessHandle> members() {
        return members;
    }

    /** Processes that the server needs beside its own on this machine; mostly empty. */
    public List<ProcessHandle> support() {
        return support;
    }

    /** Whether it was started for the benchmark and ends with it, data and all. */
    public boolean isOwned() {
        return owned != null;
    }

    /** Ends the server if it was started for the benchmark. */
    @Override
    public void close() {
        if (owned != null) {
            owned.stop();
        }
    }
}
