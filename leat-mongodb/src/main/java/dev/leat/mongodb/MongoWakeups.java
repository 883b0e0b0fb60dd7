package dev.leat.mongodb;

import com.mongodb.CursorType;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCursor;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wake-ups through a small capped collection that every replica tails, and directly within a replica. Thread-safe; one
 * thread of its own tails while anybody listens. Growth of a ledger is told in pauses, see {@link PacedWakeups}.
 */
final class MongoWakeups implements Wakeups, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MongoWakeups.class);

    private static final String KIND = "kind";
    private static final String SOURCE = "source";
    private static final String SENDER = "sender";
    private static final String LEDGER = "ledger";
    private static final String CONTROL = "control";
    private static final long AWAIT_MILLIS = 2_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** After so many waits without a wake-up the cursor is opened anew: now and then one stays deaf for good. */
    private static final int MOST_SILENT_WAITS = 10;

    private final MongoNames names;
    private final String sender = UUID.randomUUID().toString();
    private final List<Consumer<Wakeup>> listeners = new CopyOnWriteArrayList<>();
    private final PacedWakeups paced = new PacedWakeups(this::sendGrowth, PacedWakeups.PAUSE);
    private @Nullable Thread tailing;
    private volatile boolean closed;

    MongoWakeups(MongoNames names) {
        this.names = names;
    }

    /** Says how many replicas there are, as far as is known. */
    void listeners(int replicas) {
        paced.listeners(replicas);
    }

    @Override
    public void announce(Wakeup wakeup) {
        listeners.forEach(listener -> listener.accept(wakeup));
        switch (wakeup) {
            case Wakeup.LedgerGrew grew -> paced.announce(grew.source());
            case Wakeup.ControlChanged ignored -> send(new BsonDocument(KIND, new BsonString(CONTROL)));
        }
    }

    private void sendGrowth(SourceId source) {
        send(new BsonDocument(KIND, new BsonString(LEDGER)).append(SOURCE, new BsonString(source.name())));
    }

    private void send(BsonDocument wakeup) {
        wakeup.append(MongoNames.V, new BsonInt32(MongoNames.FORMAT)).append(SENDER, new BsonString(sender));
        // A wake-up that is lost costs time, never an event: one acknowledgement is enough.
        Calls.run(
                "announcing a wake-up",
                () -> names.wakeups().withWriteConcern(WriteConcern.W1).insertOne(wakeup));
    }

    @Override
    public synchronized Subscription listen(Consumer<Wakeup> listener) {
        listeners.add(listener);
        if (tailing == null) {
            tailing = Thread.ofPlatform().daemon().name("leat wake-ups").start(this::tail);
        }
        return () -> listeners.remove(listener);
    }

    private void tail() {
        while (!closed) {
            try (MongoCursor<BsonDocument> cursor = names.wakeups()
                    .withReadConcern(ReadConcern.LOCAL)
                    .find()
                    .cursorType(CursorType.TailableAwait)
                    .maxAwaitTime(AWAIT_MILLIS, TimeUnit.MILLISECONDS)
                    .cursor()) {
                int silent = 0;
                while (!closed && silent < MOST_SILENT_WAITS && cursor.getServerCursor() != null) {
                    BsonDocument next = cursor.tryNext();
                    silent = next == null ? silent + 1 : 0;
                    if (next != null) {
                        deliver(next);
                    }
                }
            } catch (RuntimeException e) {
                log.debug("Tailing wake-ups failed, trying again: {}", e.getMessage());
            }
            if (!closed) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    private void deliver(BsonDocument document) {
        // One of a newer format is passed over: losing it costs time, never an event.
        if (!Formats.isKnown(document) || document.getString(SENDER).getValue().equals(sender)) {
            return;
        }
        Wakeup wakeup = document.getString(KIND).getValue().equals(LEDGER)
                ? new Wakeup.LedgerGrew(SourceId.of(document.getString(SOURCE).getValue()))
                : new Wakeup.ControlChanged();
        listeners.forEach(listener -> listener.accept(wakeup));
    }

    @Override
    public synchronized void close() {
        closed = true;
        paced.close();
        if (tailing != null) {
            tailing.interrupt();
        }
    }
}
