package dev.leat.cli;

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
        line(text, "database      %s%s", outcome.database(), sampled(outcome));
        line(
                text,
                "ledger        %,d events judged, %,d committed and not taken up yet",
                report.events(),
                report.waiting());
        line(text, "documents     %,d compared with the fold of %,d effects", report.documents(), report.applied());
        line(text, "parked        %,d events wait for their key", report.queued());
        if (outcome.watching().looks() > 0) {
            line(text, "watch         %,d looks", outcome.watching().looks());
        }
        report.notJudged().forEach(what -> line(text, "not judged    %s", what));
        outcome.findings().forEach(finding -> line(text, "finding       %s", finding));
        long shown = outcome.findings().size();
        long all = outcome.counts().values().stream().mapToLong(Long::longValue).sum();
        if (all > shown) {
            line(text, "              and %,d more of the same kinds", all - shown);
        }
        if (outcome.isClean()) {
            line(text, "verdict       clean%s", report.notJudged().isEmpty() ? "" : ", in what was judged");
        } else {
            line(
                    text,
                    "verdict       %,d findings: %s",
                    all,
                    outcome.counts().entrySet().stream()
                            .map(count -> count.getKey() + " " + count.getValue())
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private static String sampled(Outcome outcome) {
        return outcome.slots() == Slots.COUNT ? "" : ", streams and keys of " + outcome.slots() + " of 1024 slots";
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }
}
