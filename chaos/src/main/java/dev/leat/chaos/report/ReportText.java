package dev.leat.chaos.report;

import dev.leat.chaos.fault.FaultKind;
import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.judge.Verdict;
import dev.leat.chaos.soak.Flatness;
import dev.leat.chaos.soak.SoakResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The report for people. */
public final class ReportText {

    private static final String ROW = "%-22s %8s %11s %8s %11s %14s%n";

    private static final String FLAT_ROW = "%-12s %-14s %14s %14s %13s %12s  %s%n";

    private ReportText() {}

    /** One line about a strike, as it goes. */
    public static String line(Strike strike) {
        Duration recovery = strike.recovery();
        return "%6s  %-18s %s: %s; %s; longest standstill %s"
                .formatted(
                        seconds(strike.at()),
                        strike.kind().word(),
                        strike.evidence().target(),
                        strike.evidence().seen(),
                        recovery == null ? "NOT RECOVERED" : "caught up " + seconds(recovery) + " after the healing",
                        seconds(strike.gap()));
    }

    /** The whole. */
    public static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append(ROW.formatted("fault", "injected", "took effect", "survived", "longest gap", "slowest catch-up"));
        report.byKind().forEach((kind, strikes) -> text.append(row(kind, strikes)));
        text.append('\n');
        for (Verdict.OfProjection each : report.judge().projections()) {
            text.append("%-22s %,d documents, %,d effects: %d lost, %d twice, %d out of order%n"
                    .formatted(
                            each.projection(),
                            each.documents(),
                            each.effects(),
                            each.lost(),
                            each.twice(),
                            each.outOfOrder()));
        }
        report.judge()
                .examples()
                .forEach(example -> text.append("  ").append(example).append('\n'));
        report.failures()
                .forEach(failure -> text.append("failure: ").append(failure).append('\n'));
        SoakResult soak = report.soak();
        if (soak != null) {
            text.append(FLAT_ROW.formatted("of", "value", "first quarter", "last quarter", "trend", "allowed", ""));
            soak.flatness().forEach(each -> text.append(row(each)));
        }
        text.append("checker: ")
                .append(
                        report.checker().isClean()
                                ? "clean"
                                : report.checker().counts().toString())
                .append(", %,d events, %,d effects, %,d documents%n"
                        .formatted(
                                report.checker().events(),
                                report.checker().applied(),
                                report.checker().documents()));
        report.checker().findings().stream()
                .limit(10)
                .forEach(finding -> text.append("  ").append(finding).append('\n'));
        if (!report.settled()) {
            text.append("not settled: some events had not taken effect when the run was judged\n");
        }
        text.append("%s: %,d events, %d faults, %d lost, %d twice, %d out of order, seed %d, %d s%n"
                .formatted(
                        report.isClean() ? "clean" : "FOUND",
                        report.judge().events(),
                        report.strikes().size(),
                        report.judge().lost(),
                        report.judge().twice(),
                        report.judge().outOfOrder(),
                        report.seed(),
                        report.took().toSeconds()));
        text.append("again: ").append(report.command()).append('\n');
        return text.toString();
    }

    private static String row(Flatness flatness) {
        return FLAT_ROW.formatted(
                flatness.subject(),
                flatness.value(),
                amount(flatness.first()),
                amount(flatness.last()),
                amount(flatness.rise()),
                amount(flatness.tolerance()),
                flatness.isFlat() ? "flat" : "GROWS");
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String row(FaultKind kind, List<Strike> strikes) {
        Duration gap =
                strikes.stream().map(Strike::gap).max(Duration::compareTo).orElse(Duration.ZERO);
        Duration recovery = strikes.stream()
                .map(strike -> strike.recovery() == null ? Duration.ofDays(1) : strike.recovery())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return ROW.formatted(
                kind.word(),
                strikes.size(),
                strikes.stream()
                        .filter(strike -> strike.evidence().tookEffect())
                        .count(),
                strikes.stream().filter(Strike::survived).count(),
                seconds(gap),
                recovery.toDays() > 0 ? "never" : seconds(recovery));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
