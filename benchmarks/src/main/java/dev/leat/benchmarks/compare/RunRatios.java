package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ratios of {@code benchmarks/run}. */
final class RunRatios implements RatioSource {

    /** The name of the ratio that is 1 when all documents were right, else 0. */
    static final String EXACT = "exact";

    private static final String COMMAND = "benchmarks/run --json FILE";

    private static final List<Integer> SPED_UP = List.of(2, 4);

    // How far runs of the same build lie apart where two cores are shared: the rates by a quarter, tails by more.
    private static final double RATE = 1.3;
    private static final double CPU = 1.25;
    private static final double MEDIAN = 1.5;
    private static final double TAIL = 2;
    private static final double BYTES = 1.1;

    @Override
    public String kind() {
        return ResultRow.RUN;
    }

    @Override
    public List<Ratio> ratios(List<ResultRow> rows) {
        Map<Integer, ResultRow> byReplicas = byReplicas(rows);
        List<Ratio> ratios = new ArrayList<>();
        byReplicas.forEach((replicas, row) ->
                share(replicas, row, "the slower raw bound", "bound").ifPresent(ratios::add));
        byReplicas.forEach((replicas, row) ->
                share(replicas, row, "both raw bounds at once", "jointBound").ifPresent(ratios::add));
        Optional.ofNullable(byReplicas.get(1)).ifPresent(one -> {
            for (int replicas : SPED_UP) {
                Optional.ofNullable(byReplicas.get(replicas))
                        .flatMap(many -> speedUp(replicas, one, many))
                        .ifPresent(ratios::add);
            }
            byReplicas.forEach((replicas, many) -> {
                if (replicas != 1) {
                    cost(replicas, one, many).ifPresent(ratios::add);
                }
            });
        });
        byReplicas.forEach(
                (replicas, row) -> visible(replicas, row, "50", MEDIAN).ifPresent(ratios::add));
        byReplicas.forEach((replicas, row) -> visible(replicas, row, "99", TAIL).ifPresent(ratios::add));
        byReplicas.forEach((replicas, row) -> ledger(replicas, row).ifPresent(ratios::add));
        ratios.add(exact(rows));
        return ratios;
    }

    private static Map<Integer, ResultRow> byReplicas(List<ResultRow> rows) {
        Map<Integer, ResultRow> byReplicas = new TreeMap<>();
        for (ResultRow row : rows) {
            int replicas = row.count("replicas");
            if (byReplicas.put(replicas, row) != null) {
                throw row.unreadable("a second row with " + replicas + " replicas; each run needs a file of its own");
            }
        }
        return byReplicas;
    }

    private static Optional<Ratio> share(int replicas, ResultRow row, String words, String bound) {
        return quotient(row.number("eventsPerSecond"), row.number(bound + "EventsPerSecond"))
                .map(share -> ratio("backlog, share of " + words + ", " + with(replicas), share, Better.HIGHER, RATE));
    }

    private static Optional<Ratio> speedUp(int replicas, ResultRow one, ResultRow many) {
        return quotient(many.number("eventsPerSecond"), one.number("eventsPerSecond"))
                .map(times -> ratio(
                        "backlog, rate with " + replicas + " replicas to that with 1", times, Better.HIGHER, RATE));
    }

    private static Optional<Ratio> cost(int replicas, ResultRow one, ResultRow many) {
        return quotient(many.number("mongodMicrosPerEvent"), one.number("mongodMicrosPerEvent"))
                .map(times -> ratio(
                        "mongod CPU an event with " + replicas + " replicas to that with 1", times, Better.LOWER, CPU));
    }

    private static Optional<Ratio> visible(int replicas, ResultRow row, String percentile, double tolerance) {
        return quotient(
                        row.number("visibleP" + percentile + "Millis"),
                        row.number("bareStreamP" + percentile + "Millis"))
                .map(times -> ratio(
                        "append to visible p" + percentile + " to that of a bare change stream, " + with(replicas),
                        times,
                        Better.LOWER,
                        tolerance));
    }

    private static Optional<Ratio> ledger(int replicas, ResultRow row) {
        return row.number("ledgerBytesPerEvent")
                .map(bytes -> ratio("ledger bytes an event, " + with(replicas), bytes, Better.LOWER, BYTES));
    }

    private static Ratio exact(List<ResultRow> rows) {
        boolean exact = true;
        for (ResultRow row : rows) {
            exact &= row.flag(EXACT).orElseThrow(() -> row.unreadable("no " + EXACT));
        }
        return ratio(EXACT, exact ? 1 : 0, Better.HIGHER, Ratio.NONE);
    }

    private static Ratio ratio(String name, double value, Better better, double tolerance) {
        return new Ratio(name, value, better, tolerance, COMMAND);
    }

    private static String with(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }

    /** Nothing when one of them was not measured, or was too small to be told from zero. */
    private static Optional<Double> quotient(Optional<Double> dividend, Optional<Double> divisor) {
        return dividend.flatMap(a -> divisor.filter(b -> b > 0).map(b -> a / b));
    }
}
