package dev.leat.benchmarks.measure;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A bare change stream with a thread of its own, which tells the event number of each change as soon as it comes. */
final class Watch implements AutoCloseable {

    private static final long POLL_MILLIS = 200;

    private final MongoCollection<Document> collection;
    private final ToLongFunction<ChangeStreamDocument<Document>> number;
    private final LongConsumer seen;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    private Watch(
            MongoCollection<Document> collection,
            ToLongFunction<ChangeStreamDocument<Document>> number,
            LongConsumer seen) {
        this.collection = collection;
        this.number = number;
        this.seen = seen;
        this.thread = Thread.ofPlatform()
                .name("watch " + collection.getNamespace())
                .daemon()
                .unstarted(this::run);
    }

    /** Watches, once opened, events as they are inserted. */
    static Watch events(MongoCollection<Document> collection, LongConsumer seen) {
        return new Watch(collection, Watch::numberOfEvent, seen);
    }

    /** Watches, once opened, read-model documents as they are written, whole or in part. */
    static Watch readModel(MongoCollection<Document> collection, LongConsumer seen) {
        return new Watch(collection, Watch::numberOfDocument, seen);
    }

    /** Starts the thread and waits until the stream is open. */
    void open() throws InterruptedException {
        thread.start();
        if (!opened.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("No change stream on " + collection.getNamespace() + " within 20 s.");
        }
    }

    private void run() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor = collection
                .watch()
                .maxAwaitTime(POLL_MILLIS, TimeUnit.MILLISECONDS)
                .cursor()) {
            cursor.tryNext();
            opened.countDown();
            while (!closed) {
                ChangeStreamDocument<Document> change = cursor.tryNext();
                if (change != null) {
                    seen.accept(number.applyAsLong(change));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private static long numberOfEvent(ChangeStreamDocument<Document> change) {
        Document event = change.getFullDocument();
        return event == null ? 0 : event.get("data", Document.class).getLong("number");
    }

    private static long numberOfDocument(ChangeStreamDocument<Document> change) {
        Document document = change.getFullDocument();
        if (document != null) {
            return document.getLong("last");
        }
        var update = change.getUpdateDescription();
        var fields = update == null ? null : update.getUpdatedFields();
        return fields == null ? 0 : fields.getNumber("last").longValue();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException("The change stream on " + collection.getNamespace() + " failed.", thrown);
        }
    }
}
