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

    private static final List<Integer> SPED_UP = List.of(2, 4);

    // How far runs of the same build lie apart where two cores are shared; tails lie further apart than the rest.
    private static final double CPU = 1.25;
    private static final double MEDIAN = 1.5;
    private static final double TAIL = 2;
    private static final double BYTES = 1.1;

    private final Ratios make = new Ratios("benchmarks/run --json FILE");

    @Override
    public String kind() {
        return ResultRow.RUN;
    }

    @Override
    public String command() {
        return make.command();
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
        ratios.add(make.exact(EXACT, rows));
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

    private Optional<Ratio> share(int replicas, ResultRow row, String words, String bound) {
        return make.quotient(
                "backlog, share of " + words + ", " + Ratios.with(replicas),
                row.number("eventsPerSecond"),
                row.number(bound + "EventsPerSecond"),
                Better.HIGHER,
                Ratios.RATE);
    }

    private Optional<Ratio> speedUp(int replicas, ResultRow one, ResultRow many) {
        return make.quotient(
                "backlog, rate with " + replicas + " replicas to that with 1",
                many.number("eventsPerSecond"),
                one.number("eventsPerSecond"),
                Better.HIGHER,
                Ratios.RATE);
    }

    private Optional<Ratio> cost(int replicas, ResultRow one, ResultRow many) {
        return make.quotient(
                "mongod CPU an event with " + replicas + " replicas to that with 1",
                many.number("mongodMicrosPerEvent"),
                one.number("mongodMicrosPerEvent"),
                Better.LOWER,
                CPU);
    }

    private Optional<Ratio> visible(int replicas, ResultRow row, String percentile, double tolerance) {
        return make.quotient(
                "append to visible p" + percentile + " to that of a bare change stream, " + Ratios.with(replicas),
                row.number("visibleP" + percentile + "Millis"),
                row.number("bareStreamP" + percentile + "Millis"),
                Better.LOWER,
                tolerance);
    }

    private Optional<Ratio> ledger(int replicas, ResultRow row) {
        return row.number("ledgerBytesPerEvent")
                .map(bytes -> make.of("ledger bytes an event, " + Ratios.with(replicas), bytes, Better.LOWER, BYTES));
    }
}
