package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.server.MongoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;

/**
 * The third raw bound: both at once, as any system must do it. One cursor drains the change stream of the events while the
 * folded changes of as many are written in transactions, each by a thread of its own, and neither waits for the other. A
 * server whose two halves hinder each other is slower here than in either of the other bounds.
 */
public final class JointBound {

    private final MongoServer server;
    private final StreamBound stream;
    private final WriteBound write;

    /**
     * Joins two bounds.
     *
     * @param stream on a database of its own
     * @param write on a database of its own
     */
    public JointBound(MongoServer server, StreamBound stream, WriteBound write) {
        this.server = server;
        this.stream = stream;
        this.write = write;
    }

    /** Does both, several times. */
    public List<Pass> measure(int warmUp, int events, int repeat) {
        BsonDocument token = stream.prepare(events);
        write.prepare();
        write.write(warmUp);
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < repeat; i++) {
            PassMeter meter = PassMeter.start(server, List.of(ProcessHandle.current()));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write.write(events));
            stream.drain(token, events);
            writing.join();
            passes.add(meter.end(events));
        }
        return passes;
    }
}
