package dev.leat.observe;

import dev.leat.lease.ReplicaId;
import dev.leat.ledger.HistoryWindow;
import dev.leat.observe.Health.Kind;
import dev.leat.observe.Health.Problem;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.ReplicaStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules by which a status is judged. They look at nothing else. Confined to one call. */
final class HealthRules {

    /** A token that has used up this part of the window is worth a warning: the other half is left to do something. */
    private static final double WINDOW_SHARE = 0.5;

    private final LeatStatus status;
    private final Duration stalledAfter;
    private final Map<ReplicaId, ReplicaStatus> replicas = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    HealthRules(LeatStatus status, Duration stalledAfter) {
        this.status = status;
        this.stalledAfter = stalledAfter;
        status.replicas().forEach(replica -> replicas.put(replica.id(), replica));
    }

    List<Problem> problems() {
        List<ProjectionStatus> inUse =
                status.projections().stream().filter(this::isInUse).toList();
        Set<String> read = new HashSet<>();
        inUse.forEach(projection -> read.add(projection.source().name()));
        status.sources().stream()
                .filter(source -> read.contains(source.source().name()))
                .forEach(this::judge);
        inUse.forEach(this::judge);
        return problems;
    }

    /** An old version that no living replica works on has been replaced, or will be taken back; it is nobody's alarm. */
    private boolean isInUse(ProjectionStatus projection) {
        ProjectionId id = projection.projection();
        boolean replaced = status.projections().stream()
                .map(ProjectionStatus::projection)
                .anyMatch(other -> other.name().equals(id.name()) && other.version() > id.version());
        boolean hosted = status.replicas().stream()
                .anyMatch(replica -> isAlive(replica)
                        && replica.member() != null
                        && replica.member().projections().containsKey(id));
        boolean owned = projection.owners().stream().anyMatch(owner -> isAlive(owner.owner()));
        return !replaced || hosted || owned;
    }

    private boolean isAlive(@Nullable ReplicaId replica) {
        ReplicaStatus known = replica == null ? null : replicas.get(replica);
        return known != null && isAlive(known);
    }

    /** One known by its reports alone writes them a minute apart when it has nothing to do. */
    private boolean isAlive(ReplicaStatus replica) {
        Duration mayBeSilent = replica.member() != null ? stalledAfter : stalledAfter.plus(Reports.LONGEST_PAUSE);
        return replica.silence().compareTo(mayBeSilent) <= 0;
    }

    private void judge(SourceStatus source) {
        Duration since = source.sinceCovered();
        ReplicaId tailer = source.tailer();
        boolean late = since == null ? !isAlive(tailer) : isLong(since);
        if (late) {
            String what = since == null
                    ? "Source was never read"
                    : "Nothing new was taken from the source for " + shown(since);
            problem(Kind.NOT_TAILED, source, what + ": " + whyNotTailed(tailer));
        }
        if (since != null && source.hasToken() && status.window() instanceof HistoryWindow.Since window) {
            judgeToken(source, since, Duration.between(window.oldest(), status.at()));
        }
    }

    private String whyNotTailed(@Nullable ReplicaId tailer) {
        if (tailer == null) {
            return "no replica tails it. Start one with a projection of this source.";
        }
        return isAlive(tailer)
                ? "its tailer " + tailer + " lives and gets nowhere" + lastErrorOf(tailer)
                        + ". See its log; if it hangs, end it, and another takes over."
                : "its tailer " + tailer + " is gone. Start a replica with a projection of this source.";
    }

    private void judgeToken(SourceStatus source, Duration age, Duration window) {
        if (age.toMillis() > WINDOW_SHARE * window.toMillis()) {
            problem(
                    Kind.TOKEN_NEAR_WINDOW,
                    source,
                    "The resume token is " + shown(age) + " old, and the oplog goes back " + shown(window)
                            + ". Get the tailer going, or enlarge the oplog (replSetResizeOplog); once the token is out"
                            + " of it, the whole collection is compared with the ledger, which takes long but loses"
                            + " nothing.");
        }
    }

    private void judge(ProjectionStatus projection) {
        for (OwnerStatus owner : projection.owners()) {
            String partitions =
                    owner.partitions() + " of " + projection.partitions().size() + " partitions";
            ReplicaId replica = owner.owner();
            Duration sinceMoved = owner.sinceMoved();
            boolean leftLately = sinceMoved != null && !isLong(sinceMoved);
            if (replica == null) {
                if (!leftLately) {
                    problem(
                            Kind.NO_OWNER,
                            projection,
                            "Nobody owns " + partitions + ". Start a replica that has the projection.");
                }
            } else if (!isAlive(replica)) {
                // One that is not known any more has stopped; if it did so just now, others are about to take over.
                if (replicas.containsKey(replica) || !leftLately) {
                    problem(
                            Kind.NO_OWNER,
                            projection,
                            "Replica " + replica + ", which owns " + partitions
                                    + ", is gone. Start a replica that has the projection.");
                }
            } else if (owner.haltedKeys() > 0) {
                problem(
                        Kind.HALTED,
                        projection,
                        "Stands still on " + replica + " (" + partitions + ", lag " + owner.lagEvents()
                                + " events), because " + owner.haltedKeys() + " keys failed. Mend the projection and"
                                + " retry its parked keys, or raise leat.retry.max-parked-keys.");
            } else if (isLong(owner.standstill())) {
                problem(
                        Kind.STANDS_STILL,
                        projection,
                        partitions + " on " + replica + " have not moved for " + shown(owner.standstill())
                                + " and lag " + owner.lagEvents() + " events" + lastErrorOf(replica)
                                + ". See its log and a thread dump; if it hangs, end it, and another takes over.");
            }
        }
    }

    private boolean isLong(Duration duration) {
        return duration.compareTo(stalledAfter) > 0;
    }

    private String lastErrorOf(ReplicaId replica) {
        ReplicaStatus known = replicas.get(replica);
        if (known == null
                || known.reported() == null
                || known.reported().report().errors().isEmpty()) {
            return "";
        }
        ReplicaReport.TaskError error = known.reported().report().errors().getFirst();
        Duration ago = error.ago().plus(known.reported().age());
        return "; its last error, " + shown(ago) + " ago in " + error.task() + ": " + error.words();
    }

    private static String shown(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private void problem(Kind kind, SourceStatus source, String words) {
        problems.add(new Problem(kind, "source " + source.source(), words));
    }

    private void problem(Kind kind, ProjectionStatus projection, String words) {
        problems.add(new Problem(kind, "projection " + projection.projection(), words));
    }
}
