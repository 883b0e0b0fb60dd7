package dev.leat.benchmarks.report;

import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.LatencyTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One aim and what became of it.
 *
 * @param figure what was found, in words
 */
record Target(String aim, String figure, boolean met) {

    private static final double SHARE_OF_BOUND = 0.8;
    private static final double SHARE_OF_ONE = 0.8;
    private static final double TAIL_TIMES_BARE_STREAM = 6;
    private static final double GROWTH_OF_COST = 1.3;
    private static final double TIMES_BARE_STREAM = 4;
    private static final double LEDGER_BYTES = 40;
    private static final Duration KILL_GAP = Duration.ofSeconds(6);
    private static final Duration TERMINATE_GAP = Duration.ofSeconds(1);

    /** All aims that the result can tell something about. */
    static List<Target> all(Result result) {
        List<Target> targets = new ArrayList<>();
        Optional<Row> one = row(result, 1);
        one.ifPresent(row -> ofOneReplica(result, row, targets));
        one.flatMap(row -> row(result, 16).flatMap(many -> cost(row, many))).ifPresent(targets::add);
        Optional.ofNullable(result.gaps()).ifPresent(gaps -> targets.addAll(ofGaps(gaps)));
        return targets;
    }

    /** The aim for people. */
    String line() {
        return (met ? "met    " : "short  ") + aim + ": " + figure;
    }

    private static Optional<Row> row(Result result, int replicas) {
        return result.rows().stream().filter(row -> row.replicas() == replicas).findFirst();
    }

    private static void ofOneReplica(Result result, Row row, List<Target> targets) {
        Optional.ofNullable(result.bounds()).ifPresent(bounds -> {
            double share = row.backlog().eventsPerSecond() / bounds.eventsPerSecond();
            targets.add(new Target(
                    "one replica, at least 0.8 of the slower raw bound",
                    ResultText.hundredths(share),
                    share >= SHARE_OF_BOUND));
            double joint = row.backlog().eventsPerSecond() / bounds.joint().eventsPerSecond();
            targets.add(new Target(
                    "one replica, at least 0.8 of both raw bounds at once",
                    ResultText.hundredths(joint),
                    joint >= SHARE_OF_BOUND));
        });
        for (int replicas : List.of(2, 4)) {
            row(result, replicas).ifPresent(more -> targets.add(speed(row, more)));
        }
        Optional.ofNullable(row.latency()).ifPresent(times -> targets.addAll(List.of(latency(times), tail(times))));
        double bytes = row.ledger().bytesPerEvent();
        targets.add(
                new Target("ledger, at most 40 bytes an event", ResultText.hundredths(bytes), bytes <= LEDGER_BYTES));
    }

    private static Target speed(Row one, Row more) {
        double share = more.backlog().eventsPerSecond() / one.backlog().eventsPerSecond();
        return new Target(
                more.replicas() + " replicas, at least 0.8 of the rate of one",
                ResultText.hundredths(share),
                share >= SHARE_OF_ONE);
    }

    private static Target tail(LatencyTimes times) {
        double visible = Micros.p99Millis(times.visible());
        double bare = Micros.p99Millis(times.bareStream());
        return new Target(
                "append to visible, p99 at most 6 times that of a bare change stream",
                ResultText.hundredths(visible / bare) + " times, " + visible + " ms against " + bare + " ms",
                visible <= TAIL_TIMES_BARE_STREAM * bare);
    }

    private static Target latency(LatencyTimes times) {
        double visible = Micros.p50Millis(times.visible());
        double bare = Micros.p50Millis(times.bareStream());
        return new Target(
                "append to visible, p50 at most 4 times that of a bare change stream",
                ResultText.hundredths(visible / bare) + " times, " + visible + " ms against " + bare + " ms",
                visible <= TIMES_BARE_STREAM * bare);
    }

    private static Optional<Target> cost(Row one, Row many) {
        return one.backlog()
                .mongodMicrosPerEvent()
                .flatMap(few -> many.backlog().mongodMicrosPerEvent().map(more -> more / few))
                .map(growth -> new Target(
                        "mongod CPU an event with 16 replicas, at most 1.3 times that with one",
                        ResultText.hundredths(growth) + " times",
                        growth <= GROWTH_OF_COST));
    }

    private static List<Target> ofGaps(GapTimes gaps) {
        return List.of(
                new Target(
                        "gap after SIGKILL, under 6 s",
                        ResultText.seconds(gaps.kill()),
                        gaps.kill().compareTo(KILL_GAP) < 0),
                new Target(
                        "hand-over on SIGTERM, under 1 s",
                        ResultText.seconds(gaps.terminate()),
                        gaps.terminate().compareTo(TERMINATE_GAP) < 0));
    }
}
