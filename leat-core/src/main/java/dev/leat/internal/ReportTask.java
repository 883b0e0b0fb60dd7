package dev.leat.internal;

import dev.leat.observe.Reports;
import java.time.Duration;

/**
 * Writes this replica's report: a few seconds after something happened, and every minute otherwise, so that an idle replica
 * stays nearly silent. Confined to its thread, but for the methods that say so.
 */
final class ReportTask extends StoppableTask {

    /** The shortest time between two reports. */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private final ReplicaContext context;
    private final Activity activity;
    private boolean written;
    private long writtenAt;
    private long told;

    ReportTask(ReplicaContext context, Activity activity) {
        this.context = context;
        this.activity = activity;
    }

    @Override
    public String name() {
        return "report";
    }

    @Override
    public void recover() {}

    @Override
    public Duration step() {
        if (isStopRequested()) {
            context.stores().reports().remove(context.replica());
            stopped();
            return SHORTEST_PAUSE;
        }
        long now = context.ticker().nanos();
        long changes = activity.changes();
        Duration since = Duration.ofNanos(now - writtenAt);
        Duration pause = changes == told ? Reports.LONGEST_PAUSE : SHORTEST_PAUSE;
        if (written && since.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE.minus(since);
        }
        if (written && since.compareTo(pause) < 0) {
            return SHORTEST_PAUSE;
        }
        context.stores().reports().write(activity.report(context.replica()));
        written = true;
        writtenAt = now;
        told = changes;
        return SHORTEST_PAUSE;
    }
}
