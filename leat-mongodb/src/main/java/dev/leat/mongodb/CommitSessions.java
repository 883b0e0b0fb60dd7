package dev.leat.mongodb;

import com.mongodb.client.ClientSession;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that carry a replica's transactions, and nothing else ever. Whoever takes its partitions ends them by their
 * ids, to be rid of what a dead replica left open. The client's pooled sessions will not do: one that carried a
 * transaction may carry a call of the application next, and that would be ended too. Thread-safe.
 */
final class CommitSessions implements AutoCloseable {

    /** So many commits are never under way at once; what goes beyond are sessions that broke. */
    private static final int MAX_TOLD = 32;

    private final Sessions sessions;
    private final ArrayDeque<ClientSession> idle = new ArrayDeque<>();
    private final LinkedHashSet<BsonDocument> ids = new LinkedHashSet<>();
    private boolean closed;
    private volatile Runnable announcer = () -> {};

    CommitSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Runs a call in a session that has seen everything so far. A new session is made known before its first use. */
    <T> T with(Function<ClientSession, T> call) {
        ClientSession session = reuse();
        boolean fresh = session == null;
        if (session == null) {
            session = sessions.open();
            note(session);
        }
        try {
            if (fresh) {
                announcer.run();
            }
            return call.apply(session);
        } finally {
            sessions.absorb(session);
            giveBack(session);
        }
    }

    private synchronized @Nullable ClientSession reuse() {
        ClientSession session = idle.pollLast();
        if (session != null) {
            sessions.advance(session);
        }
        return session;
    }

    private synchronized void note(ClientSession session) {
        ids.add(session.getServerSession().getIdentifier());
        if (ids.size() > MAX_TOLD) {
            ids.removeFirst();
        }
    }

    private synchronized void giveBack(ClientSession session) {
        if (closed || session.getServerSession().isMarkedDirty()) {
            discard(session);
        } else {
            idle.addLast(session);
        }
    }

    /** Closes a session without a way back into the client's pool: somebody may have its id still. */
    private static void discard(ClientSession session) {
        session.getServerSession().markDirty();
        session.close();
    }

    /** Sets what makes the ids known at once; heartbeats tell them too. */
    void onNew(Runnable newAnnouncer) {
        announcer = newAnnouncer;
    }

    /** The ids of the sessions in which this replica commits, those that broke lately included. */
    synchronized List<BsonDocument> ids() {
        return List.copyOf(ids);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(CommitSessions::discard);
        idle.clear();
    }
}
