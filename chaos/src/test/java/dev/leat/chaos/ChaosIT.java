package dev.leat.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.chaos.broker.RouteKind;
import dev.leat.chaos.fault.FaultKind;
import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.replica.Broken;
import dev.leat.chaos.report.ReportText;
import dev.leat.chaos.report.RunReport;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The short form of {@code ./leat chaos}: the faults that strike at the heart, and stores that must be caught. */
class ChaosIT {

    private static final long SEED = 7;

    private static RunReport run(Set<FaultKind> faults, @Nullable Broken broken) throws InterruptedException {
        return run(RouteKind.LEDGER, faults, broken);
    }

    private static RunReport run(RouteKind route, Set<FaultKind> faults, @Nullable Broken broken)
            throws InterruptedException {
        RunSettings settings = new RunSettings(
                route, 1, Duration.ofMinutes(10), faults.size(), SEED, faults, 3, 40, broken, false, "./mvnw verify");
        try (Cleanup cleanup = Cleanup.withShutdownHook()) {
            return new ChaosRun(settings, cleanup, line -> {}).run();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(ProcessHandle.current().children()).isEmpty());
    }

    @Test
    void faultsAtTheHeart_takeEffect_andNothingIsLostOrTwiceOrOutOfOrder() throws InterruptedException {
        RunReport report = run(
                Set.of(
                        FaultKind.KILL_IN_COMMIT,
                        FaultKind.PAUSE,
                        FaultKind.TWO_TAILERS,
                        FaultKind.NET_SWALLOW,
                        FaultKind.KILL_PRIMARY),
                null);

        assertThat(report.isClean()).as(ReportText.of(report)).isTrue();
        assertThat(report.strikes()).hasSize(5).allMatch(Strike::survived);
        assertThat(report.strikes())
                .as(ReportText.of(report))
                .allMatch(strike -> strike.evidence().tookEffect());
        assertThat(report.judge().events()).isPositive();
    }

    @Test
    void storeThatKeepsTheCheckpointApart_isCaughtByBothJudges() throws InterruptedException {
        RunReport report = run(Set.of(FaultKind.KILL_IN_COMMIT), Broken.CHECKPOINT_APART);

        assertThat(report.judge().twice()).as(ReportText.of(report)).isPositive();
        assertThat(report.checker().isClean()).isFalse();
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void storeThatRefusesNoZombie_isCaught() throws InterruptedException {
        RunReport report = run(Set.of(FaultKind.PAUSE), Broken.NO_FENCE);

        assertThat(report.checker().isClean()).as(ReportText.of(report)).isFalse();
        assertThat(report.isClean()).isFalse();
    }

    @Test
    void faultsOfTheKafkaRoute_takeEffect_andNothingIsLostOrTwiceOrOutOfOrder() throws InterruptedException {
        RunReport report = run(
                RouteKind.KAFKA,
                Set.of(FaultKind.KILL_RELAY, FaultKind.TWO_RELAYS, FaultKind.DOUBLES, FaultKind.NET_CUT),
                null);

        assertThat(report.isClean()).as(ReportText.of(report)).isTrue();
        assertThat(report.strikes())
                .as(ReportText.of(report))
                .hasSize(4)
                .allMatch(Strike::survived)
                .allMatch(strike -> strike.evidence().tookEffect());
    }
}
