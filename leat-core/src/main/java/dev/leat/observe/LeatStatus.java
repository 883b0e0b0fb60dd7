package dev.leat.observe;

import dev.leat.event.Position;
import dev.leat.lease.Member;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.HistoryWindow;
import dev.leat.ledger.SourceId;
import dev.leat.observe.Reports.Reported;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole cluster at one glance, read from the store, so that everybody tells the same. Immutable.
 *
 * @param at the moment, by the database's clock
 * @param window how far back change streams can be opened
 * @param replicas those with a heartbeat or a report, in the order of their ids
 * @param sources those of the projections
 * @param projections all that were ever registered, in the order of names and versions as text
 */
public record LeatStatus(
        Instant at,
        HistoryWindow window,
        List<ReplicaStatus> replicas,
        List<SourceStatus> sources,
        List<ProjectionStatus> projections) {

    public LeatStatus {
        replicas = List.copyOf(replicas);
        sources = List.copyOf(sources);
        projections = List.copyOf(projections);
    }

    /**
     * A replica, as it tells itself: by its heartbeat, which says that it lives, and by its report, which says what it does.
     *
     * @param member null when it has no heartbeat any more, or heartbeats are kept elsewhere and not asked for
     * @param reported null when it has not reported yet, or has stopped
     */
    public record ReplicaStatus(
            ReplicaId id, @Nullable Member member, @Nullable Reported reported) {

        public ReplicaStatus {
            if (member == null && reported == null) {
                throw new IllegalArgumentException("Nothing is known of replica " + id + ".");
            }
        }

        /** How long ago it was heard of, by heartbeat where there is one and otherwise by report. */
        public Duration silence() {
            return member != null
                    ? member.sinceHeartbeat()
                    : Objects.requireNonNull(reported).age();
        }
    }

    /**
     * A source and its ledger.
     *
     * @param tailer the replica that holds the role of reading its change stream; null when there is none at the moment
     * @param last position of the last event in the ledger
     * @param coveredTo up to where the ledger is known to hold every committed event
     * @param sinceCovered how long ago that was; null when the source was never read
     * @param hasToken whether the ledger ends with a resume token; it is as old as {@code sinceCovered}
     * @param eventsPerSecond put into the ledger, on average over about a minute
     */
    public record SourceStatus(
            SourceId source,
            @Nullable ReplicaId tailer,
            Position last,
            ClusterTime coveredTo,
            @Nullable Duration sinceCovered,
            boolean hasToken,
            double eventsPerSecond) {}

    /**
     * A projection.
     *
     * @param collection its read model
     * @param live whether readers see this version
     * @param partitions in the order of their numbers
     * @param owners who owns how many of them, nobody included
     * @param lagEvents events in the ledger that the slowest partition has not passed
     * @param lagSeconds age of the last point known to be covered, by the database's clock; 0 for a quiet source
     * @param eventsPerSecond that took effect, on average over about a minute, of all replicas together
     */
    public record ProjectionStatus(
            ProjectionId projection,
            SourceId source,
            String collection,
            boolean live,
            List<Ownership> partitions,
            List<OwnerStatus> owners,
            long lagEvents,
            long lagSeconds,
            double eventsPerSecond,
            ParkedSummary parked) {

        public ProjectionStatus {
            partitions = List.copyOf(partitions);
            owners = List.copyOf(owners);
        }
    }

    /**
     * The partitions of a projection that one replica owns, or nobody.
     *
     * @param owner null for nobody
     * @param partitions how many
     * @param lagEvents events in the ledger that the hindmost of them has not passed
     * @param standstill for how long the hindmost of them has had something to do and has not moved; zero without lag
     * @param sinceMoved how long ago one of them moved last; null when it is not known
     * @param haltedKeys how many keys had failed when the owner stopped going on with the projection; 0 when it goes on
     */
    public record OwnerStatus(
            @Nullable ReplicaId owner,
            int partitions,
            long lagEvents,
            Duration standstill,
            @Nullable Duration sinceMoved,
            int haltedKeys) {}
}
