package dev.leat.cli.verify;

import dev.leat.partition.Slots;
import dev.leat.verify.CheckReport;
import java.util.Locale;
import java.util.stream.Collectors;

/** An outcome for people to read; the last line is the verdict. */
final class OutcomeText {

    private OutcomeText() {}

    static String of(Outcome outcome) {
        CheckReport report = outcome.report();
        StringBuilder text = new StringBuilder();
        line(text, "database", outcome.database() + sampled(outcome));
        line(
                text,
                "ledger",
                number(report.events()) + " events judged, " + number(report.waiting())
                        + " committed and not taken up yet");
        line(
                text,
                "documents",
                number(report.documents()) + " compared with the fold of " + number(report.applied()) + " effects");
        line(text, "parked", number(report.queued()) + " events wait for their key");
        if (report.rulings() > 0) {
            line(text, "ruled", number(report.rulings()) + " events discarded or replaced");
        }
        if (outcome.watching().looks() > 0) {
            line(text, "watch", number(outcome.watching().looks()) + " looks");
        }
        report.notJudged().forEach(what -> line(text, "not judged", what));
        outcome.findings().forEach(finding -> line(text, "finding", finding.toString()));
        long shown = outcome.findings().size();
        long all = outcome.counts().values().stream().mapToLong(Long::longValue).sum();
        if (all > shown) {
            line(text, "", "and " + number(all - shown) + " more of these kinds");
        }
        line(text, "verdict", outcome.isClean() ? clean(report) : number(all) + " findings: " + counts(outcome));
        return text.toString();
    }

    private static String clean(CheckReport report) {
        return report.notJudged().isEmpty() ? "clean" : "clean, in what was judged";
    }

    private static String counts(Outcome outcome) {
        return outcome.counts().entrySet().stream()
                .map(count -> count.getKey() + " " + number(count.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String sampled(Outcome outcome) {
        return outcome.slots() == Slots.COUNT ? "" : ", streams and keys of " + outcome.slots() + " of 1024 slots";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append(String.format(Locale.ROOT, "%-14s", label)).append(content).append(System.lineSeparator());
    }
}
