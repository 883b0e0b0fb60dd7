package dev.leat.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leat.event.Position;
import dev.leat.lease.Member;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.ClusterTime;
import dev.leat.ledger.HistoryWindow;
import dev.leat.ledger.SourceId;
import dev.leat.observe.Health.Kind;
import dev.leat.observe.Health.Problem;
import dev.leat.observe.Health.State;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.ReplicaStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.observe.ReplicaReport.TaskError;
import dev.leat.observe.Reports.Reported;
import dev.leat.park.ParkedSummary;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule, from both sides of its limit. The limit is 60 s, and the oplog goes back 1000 s. */
final class HealthTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final HistoryWindow WINDOW = new HistoryWindow.Since(NOW.minusSeconds(1_000));
    private static final HistoryWindow UNKNOWN = new HistoryWindow.Unknown("no right");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final SourceId EVENTS = SourceId.of("events");
    private static final ReplicaId ONE = new ReplicaId("one", "a");
    private static final ReplicaId TWO = new ReplicaId("two", "b");
    private static final ProjectionId BALANCES = new ProjectionId("balances", 1);
    private static final ProjectionId BALANCES_2 = new ProjectionId("balances", 2);

    private static LeatStatus status(
            HistoryWindow window, List<ReplicaStatus> replicas, SourceStatus source, ProjectionStatus... projections) {
        return new LeatStatus(NOW, window, replicas, List.of(source), List.of(projections));
    }

    private static ReplicaStatus alive(ReplicaId id, long silentFor, ProjectionId... hosted) {
        Map<ProjectionId, Integer> projections =
                Stream.of(hosted).collect(Collectors.toMap(projection -> projection, projection -> 4));
        return new ReplicaStatus(id, new Member(id, 1, Duration.ofSeconds(silentFor), false, projections), null);
    }

    private static ReplicaStatus reported(ReplicaId id, long silentFor, TaskError... errors) {
        ReplicaReport report = new ReplicaReport(id, "1", "host", Duration.ZERO, List.of(), List.of(), List.of(errors));
        return new ReplicaStatus(id, null, new Reported(report, Duration.ofSeconds(silentFor)));
    }

    private static SourceStatus source(@Nullable ReplicaId tailer, @Nullable Long sinceCovered) {
        return new SourceStatus(
                EVENTS,
                tailer,
                Position.of(9),
                ClusterTime.ZERO,
                sinceCovered == null ? null : Duration.ofSeconds(sinceCovered),
                sinceCovered != null,
                0);
    }

    private static ProjectionStatus projection(ProjectionId id, OwnerStatus... owners) {
        return new ProjectionStatus(id, EVENTS, "c", true, List.of(), List.of(owners), 0, 0, 0, ParkedSummary.NONE);
    }

    private static OwnerStatus owner(
            @Nullable ReplicaId owner, long standstill, @Nullable Long sinceMoved, int halted) {
        return new OwnerStatus(
                owner,
                4,
                standstill == 0 ? 0 : 17,
                Duration.ofSeconds(standstill),
                sinceMoved == null ? null : Duration.ofSeconds(sinceMoved),
                halted);
    }

    private static OwnerStatus flows(ReplicaId owner) {
        return owner(owner, 0, 1L, 0);
    }

    private static final List<ReplicaStatus> BOTH = List.of(alive(ONE, 1, BALANCES), alive(TWO, 1, BALANCES));

    private static final SourceStatus TAILED = source(ONE, 1L);
    private static final ProjectionStatus FINE = projection(BALANCES, flows(ONE), flows(TWO));

    static Stream<Arguments> progress() {
        return Stream.of(
                arguments("all flows", status(WINDOW, BOTH, TAILED, FINE), List.of()),
                arguments("nothing is registered", status(UNKNOWN, List.of(), source(null, null)), List.of()),
                arguments(
                        "a source quiet for an hour, whose partitions did not move as long",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(ONE, 0, 3_600L, 0))),
                        List.of()),
                arguments(
                        "a lag that does not move, not yet for long",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(ONE, 60, 60L, 0))),
                        List.of()),
                arguments(
                        "a lag that does not move",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(ONE, 61, 61L, 0), flows(TWO))),
                        List.of(Kind.STANDS_STILL)),
                arguments(
                        "too many keys failed",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(ONE, 300, 300L, 10_001))),
                        List.of(Kind.HALTED)));
    }

    static Stream<Arguments> owners() {
        return Stream.of(
                arguments(
                        "a partition without owner, not yet for long",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(null, 5, 60L, 0))),
                        List.of()),
                arguments(
                        "a partition without owner",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, flows(ONE), owner(null, 0, 61L, 0))),
                        List.of(Kind.NO_OWNER)),
                arguments(
                        "a partition without owner that never moved",
                        status(WINDOW, BOTH, TAILED, projection(BALANCES, owner(null, 0, null, 0))),
                        List.of(Kind.NO_OWNER)),
                arguments(
                        "an owner without heartbeat",
                        status(
                                WINDOW,
                                List.of(alive(ONE, 1, BALANCES)),
                                TAILED,
                                projection(BALANCES, owner(TWO, 0, 61L, 0))),
                        List.of(Kind.NO_OWNER)),
                arguments(
                        "an owner that stopped a moment ago",
                        status(WINDOW, List.of(alive(ONE, 1, BALANCES)), TAILED, projection(BALANCES, flows(TWO))),
                        List.of()),
                arguments(
                        "an owner with an old heartbeat",
                        status(
                                WINDOW,
                                List.of(alive(ONE, 1, BALANCES), alive(TWO, 61, BALANCES)),
                                TAILED,
                                projection(BALANCES, flows(TWO))),
                        List.of(Kind.NO_OWNER)),
                arguments(
                        "an owner known by its report, which may be silent for a minute more",
                        status(WINDOW, List.of(reported(ONE, 120)), TAILED, projection(BALANCES, flows(ONE))),
                        List.of()),
                arguments(
                        "an owner whose reports ended",
                        status(WINDOW, List.of(reported(ONE, 121)), TAILED, projection(BALANCES, flows(ONE))),
                        List.of(Kind.NO_OWNER)));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("a source not read for a while", status(WINDOW, BOTH, source(ONE, 60L), FINE), List.of()),
                arguments(
                        "a tailer that gets nowhere",
                        status(WINDOW, BOTH, source(ONE, 61L), FINE),
                        List.of(Kind.NOT_TAILED)),
                arguments("a role given back a moment ago", status(WINDOW, BOTH, source(null, 3L), FINE), List.of()),
                arguments("no tailer", status(WINDOW, BOTH, source(null, 61L), FINE), List.of(Kind.NOT_TAILED)),
                arguments("no tailer ever", status(WINDOW, BOTH, source(null, null), FINE), List.of(Kind.NOT_TAILED)),
                arguments("a tailer that begins", status(WINDOW, BOTH, source(ONE, null), FINE), List.of()),
                arguments(
                        "a token in the old half of the window",
                        status(WINDOW, BOTH, source(ONE, 501L), FINE),
                        List.of(Kind.NOT_TAILED, Kind.TOKEN_NEAR_WINDOW)),
                arguments(
                        "a window that is not known",
                        status(UNKNOWN, BOTH, source(ONE, 501L), FINE),
                        List.of(Kind.NOT_TAILED)));
    }

    static Stream<Arguments> versions() {
        return Stream.of(
                arguments(
                        "an old version that nobody works on",
                        status(
                                WINDOW,
                                List.of(alive(ONE, 1, BALANCES_2)),
                                TAILED,
                                projection(BALANCES, owner(null, 900, 900L, 0)),
                                projection(BALANCES_2, flows(ONE))),
                        List.of()),
                arguments(
                        "an old version that somebody works on",
                        status(
                                WINDOW,
                                List.of(alive(ONE, 1, BALANCES, BALANCES_2)),
                                TAILED,
                                projection(BALANCES, owner(ONE, 900, 900L, 0)),
                                projection(BALANCES_2, flows(ONE))),
                        List.of(Kind.STANDS_STILL)),
                arguments(
                        "a new version that nobody works on",
                        status(
                                WINDOW,
                                BOTH,
                                TAILED,
                                projection(BALANCES, flows(ONE)),
                                projection(BALANCES_2, owner(null, 900, 900L, 0))),
                        List.of(Kind.NO_OWNER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"progress", "owners", "sources", "versions"})
    void status_isJudged_byProgress(String what, LeatStatus status, List<Kind> kinds) {
        Health health = Health.of(status, LIMIT);
        assertThat(health.problems()).extracting(Problem::kind).containsExactlyElementsOf(kinds);
        State worst = kinds.stream().map(Kind::state).reduce(State.HEALTHY, HealthTest::worse);
        assertThat(health.state()).isEqualTo(worst);
    }

    private static State worse(State one, State other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Test
    void tokenAlone_isAWarning() {
        LeatStatus status = status(WINDOW, BOTH, source(ONE, 501L), projection(BALANCES, flows(ONE)));
        assertThat(Health.of(status, Duration.ofHours(1)).state()).isEqualTo(State.WARNING);
    }

    @Test
    void problem_namesWhom_andTheLastError() {
        TaskError error = new TaskError("tailer events", Duration.ofSeconds(5), "MongoDB did not answer");
        LeatStatus status = status(
                WINDOW,
                List.of(reported(ONE, 2, error)),
                source(ONE, 70L),
                projection(BALANCES, owner(ONE, 65, 65L, 0)));
        assertThat(Health.of(status, LIMIT).problems())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.words())
                        .contains("one~a", "7 s ago in tailer events: MongoDB did not answer"));
        assertThat(Health.of(status, LIMIT).problems())
                .extracting(Problem::of)
                .containsExactly("source events", "projection balances:1");
    }
}
