package dev.leat.testkit.simulation;

import dev.leat.Leat;
import dev.leat.event.Position;
import dev.leat.observe.Health;
import dev.leat.observe.HealthLimits;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.partition.ProjectionId;

/** What the status must say of a cluster that has become quiet. Confined to the simulation's thread. */
final class StatusTruth {

    private final World world;

    StatusTruth(World world) {
        this.world = world;
    }

    void check() {
        LeatStatus status = Leat.statusOf(world.stores());
        Violation.unless(
                status.projections().size() == world.scenario().projections().size(),
                () -> "the status has not all projections: " + status);
        for (ProjectionStatus projection : status.projections()) {
            Violation.unless(
                    projection.lagEvents() == lagOf(projection.projection()),
                    () -> "the status tells a wrong lag of " + projection.projection() + ": " + status);
            Violation.unless(
                    projection.owners().stream()
                                    .mapToInt(OwnerStatus::partitions)
                                    .sum()
                            == projection.partitions().size(),
                    () -> "the status tells other owners than there are: " + status);
            Violation.unless(
                    projection.parked().count()
                            == world.stores()
                                    .parked()
                                    .parked(projection.projection())
                                    .size(),
                    () -> "the status counts other parked keys than there are: " + status);
        }
        // What is not stored yet of checkpoints without events is a lag, but never one that lasts.
        Health health = Health.of(status, HealthLimits.DEFAULT_STALLED_AFTER);
        Violation.unless(
                health.state() == Health.State.HEALTHY, () -> "a quiet cluster is not healthy: " + health.problems());
    }

    private long lagOf(ProjectionId projection) {
        Position last = world.stores().ledger().end(Scenario.SOURCE).last();
        return world.stores().leases().ownerships(projection).stream()
                .mapToLong(ownership -> last.since(ownership.checkpoint()))
                .max()
                .orElseThrow();
    }
}
