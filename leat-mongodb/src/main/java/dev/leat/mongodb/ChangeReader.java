package dev.leat.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoChangeStreamCursor;
import dev.leat.ledger.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a change stream ahead of the tailer, on a thread of its own, so that the server looks for the next events while
 * an entry is being stored. It holds a few answers at most.
 *
 * <p>The stream carries whole events as long as they are small: the server reads them anyway, and the projections of this
 * replica need not fetch them again. Once they are large on average, or one does not fit into an answer with what comes
 * around it, the stream is opened again without them.
 */
final class ChangeReader implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeReader.class);

    /** Events that the server gives in one answer: its own limit of 16 MB would keep the first one waiting. */
    static final int ANSWER_EVENTS = 2_000;

    private static final int ANSWERS_AHEAD = 2;
    private static final int LARGE_EVENT_BYTES = 16 << 10;
    private static final int BSON_OBJECT_TOO_LARGE = 10334;
    private static final long LOOK_MILLIS = 100;

    private final SourceId source;
    private final EventMapping mapping;
    private final Opener opener;
    private final Arrivals arrivals;
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(ANSWERS_AHEAD);
    private final Thread thread;
    private volatile boolean closed;
    private boolean bodies;
    private MongoChangeStreamCursor<RawBsonDocument> cursor;
    private BsonDocument token;
    private @Nullable BsonDocument firstFragment;

    /** Opens the same change stream behind a token. */
    interface Opener {
        MongoChangeStreamCursor<RawBsonDocument> open(boolean bodies, BsonDocument token);
    }

    /**
     * What one answer held, possibly nothing.
     *
     * @param token behind the changes, and behind all else that the server has looked at
     * @param failure why there will be no further one; null for none
     */
    record Answer(
            List<Change> changes,
            BsonDocument token,
            @Nullable RuntimeException failure) {}

    /**
     * Takes over an open cursor.
     *
     * @param cursor carries whole events if these arrivals take them
     * @param token where it stands
     */
    ChangeReader(
            SourceId source,
            EventMapping mapping,
            Arrivals arrivals,
            Opener opener,
            MongoChangeStreamCursor<RawBsonDocument> cursor,
            BsonDocument token) {
        this.source = source;
        this.mapping = mapping;
        this.arrivals = arrivals;
        this.opener = opener;
        this.bodies = arrivals.takesBodies(source);
        this.cursor = cursor;
        this.token = token;
        this.thread = Thread.ofPlatform()
                .daemon()
                .name("leat change stream " + source)
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The next answer; null when there is none for a while. */
    @Nullable Answer next(long waitMillis) {
        try {
            return answers.poll(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new MongoInterruptedException("Interrupted while waiting for the change stream", e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                Answer answer = read();
                if (!answer.changes().isEmpty() || answers.isEmpty()) {
                    put(answer);
                }
                leaveLargeBodies(answer);
            }
        } catch (RuntimeException e) {
            put(new Answer(List.of(), token, e));
        } finally {
            close(cursor);
        }
    }

    private void put(Answer answer) {
        try {
            while (!closed && !answers.offer(answer, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                log.trace("The tailer is busy: source={}", source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer read() {
        List<Change> changes = new ArrayList<>();
        @Nullable RuntimeException failure = null;
        try {
            RawBsonDocument next = cursor.tryNext();
            while (next != null) {
                Change change = change(next);
                if (change != null) {
                    changes.add(change);
                    token = change.token();
                }
                boolean more = cursor.available() > 0 || firstFragment != null;
                next = more ? cursor.next() : null;
            }
        } catch (MongoCommandException e) {
            if (!bodies || e.getErrorCode() != BSON_OBJECT_TOO_LARGE) {
                throw e;
            }
            openWithoutBodies();
        } catch (RuntimeException e) {
            // What came before it is whole, and the tailer gets it first.
            failure = e;
        }
        if (changes.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            token = Objects.requireNonNullElse(cursor.getResumeToken(), token);
        } else if (failure != null) {
            put(new Answer(changes, token, null));
            throw failure;
        }
        return new Answer(changes, token, null);
    }

    private @Nullable Change change(RawBsonDocument next) {
        if (bodies) {
            return Change.withBody(source, next, mapping);
        }
        BsonDocument whole = assemble(next);
        return whole == null ? null : Change.withoutBody(source, whole);
    }

    /** Puts the fragments of a split event together; null while one is missing. */
    private @Nullable BsonDocument assemble(BsonDocument change) {
        BsonDocument split = change.getDocument("splitEvent", new BsonDocument());
        if (split.isEmpty()) {
            return change;
        }
        BsonDocument merged = firstFragment == null ? new BsonDocument() : firstFragment;
        change.forEach(merged::put);
        boolean complete =
                split.getInt32("fragment").getValue() == split.getInt32("of").getValue();
        firstFragment = complete ? null : merged;
        return complete ? merged : null;
    }

    private void leaveLargeBodies(Answer answer) {
        long bytes = answer.changes().stream().mapToLong(Change::bytes).sum();
        if (bodies && bytes > (long) LARGE_EVENT_BYTES * answer.changes().size()) {
            openWithoutBodies();
        }
    }

    private void openWithoutBodies() {
        log.debug("Events are large, the change stream goes on without them: source={}", source);
        arrivals.leaveBodies(source);
        bodies = false;
        close(cursor);
        cursor = opener.open(false, token);
    }

    private static void close(MongoChangeStreamCursor<RawBsonDocument> cursor) {
        try {
            cursor.close();
        } catch (RuntimeException e) {
            log.debug("A change stream was not closed: {}", e.getMessage());
        }
    }

    /** Ends the thread soon, which closes the cursor. Returns at once. */
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            close(cursor);
        }
    }
}
