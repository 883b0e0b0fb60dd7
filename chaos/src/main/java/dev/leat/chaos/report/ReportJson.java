package dev.leat.chaos.report;

import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.judge.Verdict;
import dev.leat.chaos.soak.SoakResult;
import dev.leat.verify.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/** The report for programs: one JSON document. Times are milliseconds. */
public final class ReportJson {

    private static final JsonWriterSettings READABLE = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .indent(true)
            .build();

    private ReportJson() {}

    /** Writes the report to a file. */
    public static void write(Path file, RunReport report) {
        try {
            Files.writeString(file, of(report).toJson(READABLE) + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    static Document of(RunReport report) {
        Document document = ofRun(report);
        SoakResult soak = report.soak();
        if (soak != null) {
            document.append("soak", soak(soak));
        }
        return document;
    }

    private static Document soak(SoakResult soak) {
        return new Document("flat", soak.isFlat())
                .append("spared", soak.spared())
                .append(
                        "flatness",
                        soak.flatness().stream()
                                .map(each -> new Document("of", each.subject())
                                        .append("value", each.value())
                                        .append("samples", each.samples())
                                        .append("firstQuarter", each.first())
                                        .append("lastQuarter", each.last())
                                        .append("trend", each.rise())
                                        .append("allowed", each.tolerance())
                                        .append("flat", each.isFlat()))
                                .toList())
                .append(
                        "samples",
                        soak.samples().stream()
                                .map(each -> new Document("seconds", each.atSeconds())
                                        .append("of", each.subject())
                                        .append("process", each.incarnation())
                                        .append("values", new Document(Map.copyOf(each.values()))))
                                .toList());
    }

    private static Document ofRun(RunReport report) {
        return new Document("command", report.command())
                .append("seed", report.seed())
                .append("clean", report.isClean())
                .append("millis", report.took().toMillis())
                .append("repeatedAppends", report.repeatedAppends())
                .append("settled", report.settled())
                .append("failures", report.failures())
                .append("judge", judge(report.judge()))
                .append(
                        "checker",
                        new Document("clean", report.checker().isClean())
                                .append("events", report.checker().events())
                                .append("applied", report.checker().applied())
                                .append("documents", report.checker().documents())
                                .append(
                                        "findings",
                                        report.checker().findings().stream()
                                                .map(Finding::toString)
                                                .toList()))
                .append(
                        "strikes",
                        report.strikes().stream().map(ReportJson::strike).toList());
    }

    private static Document judge(Verdict verdict) {
        List<Document> projections = verdict.projections().stream()
                .map(each -> new Document("projection", each.projection())
                        .append("documents", each.documents())
                        .append("effects", each.effects())
                        .append("lost", each.lost())
                        .append("twice", each.twice())
                        .append("outOfOrder", each.outOfOrder()))
                .toList();
        return new Document("events", verdict.events())
                .append("missing", verdict.missing())
                .append("lost", verdict.lost())
                .append("twice", verdict.twice())
                .append("outOfOrder", verdict.outOfOrder())
                .append("projections", projections)
                .append("examples", verdict.examples());
    }

    private static Document strike(Strike strike) {
        return new Document("number", strike.number())
                .append("fault", strike.kind().word())
                .append("target", strike.evidence().target())
                .append("tookEffect", strike.evidence().tookEffect())
                .append("seen", strike.evidence().seen())
                .append("atMillis", strike.at().toMillis())
                .append("tookMillis", strike.took().toMillis())
                .append("survived", strike.survived())
                .append("recoveryMillis", millis(strike.recovery()))
                .append("gapMillis", strike.gap().toMillis());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
