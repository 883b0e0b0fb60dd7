package dev.leat.observe;

import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.List;

/**
 * What a replica tells of its own work, beside its heartbeat. It decides nothing. Immutable.
 *
 * @param version of Leat
 * @param host name of the machine, or container, that it runs on
 * @param uptime for how long it had run when it told this
 * @param sources those whose ledgers it wrote to
 * @param projections those that it committed or that stand still
 * @param errors the last error of each task that had one, at most {@value #MAX_ERRORS}, newest first
 */
public record ReplicaReport(
        ReplicaId replica,
        String version,
        String host,
        Duration uptime,
        List<SourceReport> sources,
        List<ProjectionReport> projections,
        List<TaskError> errors) {

    /** Most errors in a report. */
    public static final int MAX_ERRORS = 20;

    /** Rates are averages over about so long: what is older by one span weighs a third. */
    public static final Duration RATE_SPAN = Duration.ofMinutes(1);

    public ReplicaReport {
        sources = List.copyOf(sources);
        projections = List.copyOf(projections);
        errors = List.copyOf(errors);
    }

    /**
     * What it did as tailer of a source.
     *
     * @param events put into the ledger since it started
     */
    public record SourceReport(SourceId source, long events, double eventsPerSecond) {}

    /**
     * What it did for a projection.
     *
     * @param commits since it started
     * @param events that took effect by it since it started
     * @param haltedKeys how many keys had failed when it stopped going on with this projection; 0 when it goes on
     */
    public record ProjectionReport(
            ProjectionId projection, long commits, long events, double eventsPerSecond, int haltedKeys) {}

    /**
     * The last error of a task.
     *
     * @param task its name, as in the log
     * @param ago how long before the report it was
     * @param words the failure, without payload
     */
    public record TaskError(String task, Duration ago, String words) {}

    /**
     * A rate of a report, some time later. A report that is not replaced says that nothing happened since, or that nobody
     * knows; the average falls either way.
     */
    public static double later(double eventsPerSecond, Duration age) {
        return eventsPerSecond * Math.exp(-(double) age.toMillis() / RATE_SPAN.toMillis());
    }
}
