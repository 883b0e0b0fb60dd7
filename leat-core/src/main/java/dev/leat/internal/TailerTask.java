package dev.leat.internal;

import dev.leat.event.Position;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.Entry;
import dev.leat.ledger.Ledger.AppendOutcome;
import dev.leat.ledger.LedgerEnd;
import dev.leat.ledger.ResumeToken;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream.Cursor;
import dev.leat.ledger.SourceStream.Opened;
import dev.leat.ledger.SourceStream.Polled;
import dev.leat.ledger.TailerLimits;
import dev.leat.ledger.Wakeups.Wakeup;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns one source's change stream into its ledger, while this replica holds the tailer role.
 *
 * <pre>
 *  LOCATE ─► OPEN ─► TAIL ─► APPEND ─► TAIL ...      occupied, failed: back to LOCATE
 *     │        │       └──► COVER ──► TAIL ...       a quiet source: store the token
 *     └────────┴─► RECONCILE ─► LOCATE               no usable token: compare the collection with the ledger
 * </pre>
 *
 * It trusts nothing that it remembers: after any failure it reads the ledger's end again, and an entry is stored only at
 * the next free position. So two tailers at once cost work, never an event. Confined to its thread, but for the methods
 * that say so.
 */
public final class TailerTask extends StoppableTask {

    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final long NONE_FOUND = -1;

    private final ReplicaContext context;
    private final SourceId source;
    private final TailerLimits limits;
    private volatile boolean enabled;

    private Phase phase = Phase.LOCATE;
    private Position last = Position.START;
    private ClusterTime covered = ClusterTime.ZERO;
    private @Nullable ResumeToken token;
    private @Nullable ResumeToken storedToken;
    private @Nullable Entry pending;
    private @Nullable Cursor cursor;
    private @Nullable Reconciliation reconciliation;
    private String lossReason = "";
    private long found = NONE_FOUND;
    private long coveredAt;

    private enum Phase {
        LOCATE,
        OPEN,
        TAIL,
        APPEND,
        COVER,
        RECONCILE
    }

    public TailerTask(ReplicaContext context, SourceId source) {
        this.context = context;
        this.source = source;
        this.limits = context.config().tailer();
    }

    public SourceId source() {
        return source;
    }

    @Override
    public String name() {
        return "tailer " + source;
    }

    /** Says whether this replica holds the role. Callable from any thread. */
    public void enable(boolean holdsRole) {
        boolean changed = enabled != holdsRole;
        enabled = holdsRole;
        if (changed) {
            wake();
        }
    }

    @Override
    public void recover() {
        locateAgain();
    }

    @Override
    public void dispose() {
        locateAgain();
    }

    private void locateAgain() {
        closeCursor();
        if (reconciliation != null) {
            reconciliation.close();
            reconciliation = null;
        }
        pending = null;
        phase = Phase.LOCATE;
    }

    private void closeCursor() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    @Override
    public Duration step() {
        if (isStopRequested()) {
            locateAgain();
            stopped();
            return IDLE;
        }
        if (!enabled) {
            locateAgain();
            return IDLE;
        }
        switch (phase) {
            case LOCATE -> locate();
            case OPEN -> open();
            case TAIL -> tail();
            case APPEND -> append();
            case COVER -> cover();
            case RECONCILE -> {
                return reconcile();
            }
        }
        return Duration.ZERO;
    }

    private void locate() {
        LedgerEnd end = context.stores().ledger().end(source);
        last = end.last();
        covered = end.coveredTo();
        token = end.resume();
        storedToken = end.resume();
        if (token == null) {
            lose(last.equals(Position.START) ? "the ledger is new" : "an earlier comparison was cut short");
        } else {
            phase = Phase.OPEN;
        }
    }

    private void open() {
        switch (context.stores().sources().openAfter(source, Objects.requireNonNull(token))) {
            case Opened.Ready ready -> {
                cursor = ready.cursor();
                phase = Phase.TAIL;
            }
            case Opened.HistoryLost lost -> lose(lost.reason());
        }
    }

    private void tail() {
        switch (Objects.requireNonNull(cursor).poll(limits.maxEntryEvents(), limits.pollWait())) {
            case Polled.HistoryLost lost -> lose(lost.reason());
            case Polled.Events events -> {
                token = events.token();
                covered = events.through();
                if (!events.pointers().isEmpty()) {
                    pending = new Entry(last.plus(1), events.pointers(), token, covered);
                    phase = Phase.APPEND;
                } else if (coverDue()) {
                    phase = Phase.COVER;
                }
            }
        }
    }

    private boolean coverDue() {
        boolean intervalOver =
                context.ticker().nanos() - coveredAt >= limits.coverInterval().toNanos();
        return intervalOver && !Objects.requireNonNull(token).equals(storedToken);
    }

    private void append() {
        Entry entry = Objects.requireNonNull(pending);
        pending = null;
        AppendOutcome outcome = context.stores().ledger().append(source, entry);
        if (outcome == AppendOutcome.OCCUPIED) {
            locateAgain();
            return;
        }
        last = entry.last();
        storedToken = entry.token();
        coveredAt = context.ticker().nanos();
        phase = Phase.TAIL;
        context.listener().appended(source, entry);
        context.stores().wakeups().announce(new Wakeup.LedgerGrew(source));
    }

    private void cover() {
        context.stores().ledger().cover(source, last, Objects.requireNonNull(token), covered);
        storedToken = token;
        coveredAt = context.ticker().nanos();
        phase = Phase.TAIL;
    }

    private void lose(String reason) {
        lossReason = reason;
        closeCursor();
        phase = Phase.RECONCILE;
    }

    private Duration reconcile() {
        if (reconciliation == null) {
            reconciliation = new Reconciliation(context, source, found);
            context.listener().reconciling(source, lossReason);
        }
        switch (reconciliation.step()) {
            case WORKING -> {}
            case OVERTAKEN -> locateAgain();
            case INCOMPLETE -> {
                return compareAgain(reconciliation);
            }
            case COMPLETE -> {
                context.listener().reconciled(source, reconciliation.added());
                found = NONE_FOUND;
                locateAgain();
            }
        }
        return Duration.ZERO;
    }

    private Duration compareAgain(Reconciliation incomplete) {
        found = incomplete.found();
        lossReason = "the collection has only " + found + " of the " + incomplete.expected()
                + " events that the ledger has; deleted, or being restored";
        incomplete.close();
        reconciliation = null;
        return IDLE;
    }
}
