package dev.leat.internal;

import dev.leat.event.EventId;
import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.Pointer;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Chunk;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.ledger.SourceStream.Scan;
import dev.leat.ledger.SourceStream.Started;
import dev.leat.ledger.TailerLimits;
import dev.leat.ledger.Wakeups.Wakeup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings into the ledger what it lacks of the event collection: all of it at first, and what the change stream has
 * forgotten after a loss of history. Confined to the tailer's thread.
 *
 * <p>It reads the ledger's end, then opens the change stream, at a moment T, and then scans the collection. In this
 * order, because an event that another tailer appended between would be in the ledger and behind T. An event that the
 * scan sees and that was committed behind T is shown by the stream as well; to leave it to the stream, the stream is
 * read on past each chunk of the scan before the chunk is used. So every event is in exactly one of three: the ledger
 * before, what the scan adds, the stream behind T. Entries that the scan adds carry no token; only when all are stored is T
 * recorded as the place to go on from. Whoever finds the ledger without that record starts over, and adds nothing
 * twice, because what was added is in the ledger then.
 */
final class Reconciliation implements AutoCloseable {

    private static final int ENTRIES_PER_READ = 50;

    private final ReplicaContext context;
    private final SourceId source;
    private final TailerLimits limits;
    private final Ledger ledger;
    private final long foundBefore;
    private final Set<EventId> leftToStream = new HashSet<>();
    private final Map<EventId, Pointer> missing = new LinkedHashMap<>();
    private final Deque<Entry> toAppend = new ArrayDeque<>();

    private Phase phase = Phase.END;
    private Position base = Position.START;
    private Position last = Position.START;
    private Position compared = Position.START;
    private Position comparedFrom = Position.START;
    private Position lastFound = Position.START;
    private boolean wrapped;
    private ClusterTime streamAt = ClusterTime.ZERO;
    private @Nullable Cursor cursor;
    private @Nullable ResumeToken token;
    private @Nullable Scan scan;
    private @Nullable Chunk chunk;
    private long added;
    private long found;
    private long scanned;

    private enum Phase {
        END,
        START,
        SCAN,
        PASS,
        COMPARE,
        APPEND,
        RECORD,
        COMPLETE
    }

    /** How far a reconciliation is. */
    enum Outcome {
        WORKING,
        /** Another tailer wrote meanwhile. */
        OVERTAKEN,
        /** The collection lacks events that the ledger has, and a restore may be about to bring them back. */
        INCOMPLETE,
        COMPLETE
    }

    /**
     * Prepares a comparison.
     *
     * @param foundBefore how many of the ledger's events the comparison before this one found; -1 when there was none
     */
    Reconciliation(ReplicaContext context, SourceId source, long foundBefore) {
        this.context = context;
        this.source = source;
        this.foundBefore = foundBefore;
        this.limits = context.config().tailer();
        this.ledger = context.stores().ledger();
    }

    long added() {
        return added;
    }

    /** How many of the ledger's events the collection has. */
    long found() {
        return found;
    }

    /** How many events the ledger had before. */
    long expected() {
        return base.value();
    }

    /** Does the next thing, with at most one write to the store, wake-ups aside. */
    Outcome step() {
        switch (phase) {
            case END -> {
                base = ledger.end(source).last();
                last = base;
                phase = Phase.START;
            }
            case START -> start();
            case SCAN -> scan();
            case PASS -> pass();
            case COMPARE -> compare();
            case APPEND -> {
                return append();
            }
            case RECORD -> {
                if (!isComplete()) {
                    return Outcome.INCOMPLETE;
                }
                ledger.cover(source, last, Objects.requireNonNull(token), streamAt);
                phase = Phase.COMPLETE;
            }
            case COMPLETE -> {
                return Outcome.COMPLETE;
            }
        }
        return Outcome.WORKING;
    }

    private void start() {
        Started started = context.stores().sources().openNow(source);
        cursor = started.cursor();
        token = started.token();
        phase = Phase.SCAN;
    }

    private void scan() {
        if (scan == null) {
            scan = context.stores().sources().scan(source);
        }
        chunk = scan.next(limits.scanChunk());
        scanned += chunk.pointers().size();
        phase = Phase.PASS;
    }

    /** Reads the stream on until it has shown everything that the chunk can contain. */
    private void pass() {
        Chunk current = Objects.requireNonNull(chunk);
        if (streamAt.isBefore(current.readAt())) {
            switch (Objects.requireNonNull(cursor).poll(limits.maxEntryEvents(), limits.pollWait())) {
                case Polled.Events events -> {
                    events.pointers().forEach(pointer -> leftToStream.add(pointer.id()));
                    streamAt = events.through();
                }
                case Polled.HistoryLost ignored -> {
                    closeAll();
                    phase = Phase.END;
                }
            }
            return;
        }
        missing.clear();
        for (Pointer pointer : current.pointers()) {
            if (!leftToStream.contains(pointer.id())) {
                missing.put(pointer.id(), pointer);
            }
        }
        comparedFrom = Position.of(Math.max(0, lastFound.value() - limits.scanChunk()));
        compared = comparedFrom;
        wrapped = false;
        phase = Phase.COMPARE;
    }

    /**
     * Strikes out what the ledger had before this reconciliation began. The scan goes nearly in the ledger's order, so a
     * chunk is mostly found where the one before ended; only for what is not there the rest of the ledger is read.
     */
    private void compare() {
        if (!missing.isEmpty() && isMoreToCompare()) {
            int before = missing.size();
            for (Entry entry : ledger.read(source, compared, ENTRIES_PER_READ)) {
                int left = missing.size();
                entry.pointers().forEach(pointer -> missing.remove(pointer.id()));
                compared = entry.last();
                lastFound = missing.size() < left ? compared : lastFound;
            }
            found += before - missing.size();
            return;
        }
        List<Pointer> pointers = List.copyOf(missing.values());
        missing.clear();
        for (int from = 0; from < pointers.size(); from += limits.maxEntryEvents()) {
            int to = Math.min(from + limits.maxEntryEvents(), pointers.size());
            ClusterTime readAt = Objects.requireNonNull(chunk).readAt();
            toAppend.add(new Entry(last.plus(1L + from), pointers.subList(from, to), null, readAt));
        }
        phase = Phase.APPEND;
    }

    private boolean isMoreToCompare() {
        if (!wrapped && !compared.isBefore(base)) {
            wrapped = true;
            compared = Position.START;
        }
        return compared.isBefore(wrapped ? comparedFrom : base);
    }

    /**
     * Whether the stream may be followed from T on. An event that the ledger has and the collection lacks was deleted,
     * or is about to be restored: then the stream would show it as new. So a collection that lacks some must be found in
     * the same state twice, and an empty one is waited for.
     */
    private boolean isComplete() {
        return found >= base.value() || (found == foundBefore && scanned > 0);
    }

    private Outcome append() {
        Entry entry = toAppend.poll();
        if (entry == null) {
            boolean over = Objects.requireNonNull(chunk).last();
            phase = over ? Phase.RECORD : Phase.SCAN;
            return Outcome.WORKING;
        }
        if (ledger.append(source, entry) == AppendOutcome.OCCUPIED) {
            return Outcome.OVERTAKEN;
        }
        last = entry.last();
        added += entry.pointers().size();
        context.listener().appended(source, entry);
        context.stores().wakeups().announce(new Wakeup.LedgerGrew(source));
        return Outcome.WORKING;
    }

    @Override
    public void close() {
        closeAll();
    }

    private void closeAll() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        if (scan != null) {
            scan.close();
            scan = null;
        }
        leftToStream.clear();
        streamAt = ClusterTime.ZERO;
        lastFound = Position.START;
        found = 0;
        scanned = 0;
    }
}
