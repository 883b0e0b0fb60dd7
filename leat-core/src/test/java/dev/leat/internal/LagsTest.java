package dev.leat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.checkpoint.Epoch;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.LedgerEnd;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.partition.PartitionId;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lags behind a ledger that ends at position 100 and is known to be complete up to 3 s ago. */
final class LagsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final ProjectionId BALANCES = new ProjectionId("balances", 1);
    private static final ReplicaId ONE = new ReplicaId("one", "a");
    private static final Position LAST = Position.of(100);

    private static ClusterTime before(long seconds) {
        return ClusterTime.of(NOW.minusSeconds(seconds).getEpochSecond(), 1);
    }

    /** The event behind the checkpoint was committed so long ago. */
    private static Lags lags(long checkpoint, long committedBefore) {
        return new Lags(
                new LedgerEnd(LAST, null, before(3)),
                Map.of(Position.of(checkpoint + 1), before(committedBefore)),
                NOW);
    }

    private static Ownership partition(
            int number, @Nullable ReplicaId owner, long checkpoint, @Nullable Long movedBefore) {
        return new Ownership(
                new PartitionId(BALANCES, number),
                owner,
                new Epoch(1),
                Position.of(checkpoint),
                1,
                1,
                null,
                movedBefore == null ? null : NOW.minusSeconds(movedBefore));
    }

    private static OwnerStatus only(Lags lags, Ownership... partitions) {
        List<OwnerStatus> owners = lags.owners(List.of(partitions), Map.of());
        assertThat(owners).hasSize(1);
        return owners.getFirst();
    }

    @Test
    void partitionThatMovedAnHourAgo_doesNotStandStill_whenTheNextEventHasJustCome() {
        OwnerStatus owner = only(lags(99, 2), partition(0, ONE, 99, 3_600L));
        assertThat(owner.lagEvents()).isEqualTo(1);
        assertThat(owner.standstill()).isEqualTo(Duration.ofSeconds(2));
        assertThat(owner.sinceMoved()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void partitionThatMoves_doesNotStandStill_howeverFarItIsBehind() {
        OwnerStatus owner = only(lags(9, 86_400), partition(0, ONE, 9, 1L));
        assertThat(owner.standstill()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void hindmostPartition_standsStill_whileAnotherOfItsOwnerMoves() {
        OwnerStatus owner = only(lags(9, 90), partition(0, ONE, 50, 0L), partition(1, ONE, 9, 80L));
        assertThat(owner.partitions()).isEqualTo(2);
        assertThat(owner.standstill()).isEqualTo(Duration.ofSeconds(80));
        assertThat(owner.sinceMoved()).isZero();
    }

    @Test
    void partitionOfAnOldBuild_standsStill_forAsLongAsItLags() {
        OwnerStatus owner = only(lags(9, 90), partition(0, ONE, 9, null));
        assertThat(owner.standstill()).isEqualTo(Duration.ofSeconds(90));
        assertThat(owner.sinceMoved()).isNull();
    }

    @Test
    void caughtUpPartition_standsNowhere_andALateReadIsNoNegativeLag() {
        assertThat(only(lags(100, 0), partition(0, ONE, 100, 900L)).standstill())
                .isZero();
        OwnerStatus ahead = only(lags(103, 0), partition(0, ONE, 103, 0L));
        assertThat(ahead.lagEvents()).isZero();
        assertThat(ahead.standstill()).isZero();
    }

    @Test
    void quietSource_hasNoLag_untilItsTailerIsSilent() {
        assertThat(lags(100, 0).lag(LAST)).isZero();
        Lags silent = new Lags(new LedgerEnd(LAST, null, before(31)), Map.of(), NOW);
        assertThat(silent.lag(LAST)).isEqualTo(Duration.ofSeconds(31));
        Lags never = new Lags(new LedgerEnd(Position.START, null, ClusterTime.ZERO), Map.of(), NOW);
        assertThat(never.lag(Position.START)).isZero();
    }

    @Test
    void owners_areToldApart_nobodyLast() {
        List<OwnerStatus> owners =
                lags(9, 90).owners(List.of(partition(0, null, 9, 5L), partition(1, ONE, 100, 5L)), Map.of(ONE, 7));
        assertThat(owners).extracting(OwnerStatus::owner).containsExactly(ONE, null);
        assertThat(owners).extracting(OwnerStatus::haltedKeys).containsExactly(7, 0);
    }
}
