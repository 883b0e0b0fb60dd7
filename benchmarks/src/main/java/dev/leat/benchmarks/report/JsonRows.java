package dev.leat.benchmarks.report;

import static dev.leat.benchmarks.report.JsonLines.number;

import dev.leat.benchmarks.measure.GapTimes;
import dev.leat.benchmarks.measure.LatencyTimes;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one JSON object a line for each number of replicas. What is measured once in a run, bounds and gaps, stands in
 * each of them; what was not measured is null.
 */
public final class JsonRows {

    private JsonRows() {}

    /** Writes a file anew. */
    public static void write(Path file, Result result) {
        JsonLines.write(
                file, result.rows().stream().map(row -> line(result, row)).toList());
    }

    /** One line, without its end. */
    static String line(Result result, Row row) {
        return JsonLines.line(json -> {
            Settings settings = result.settings();
            json.writeNumberProperty("replicas", row.replicas());
            json.writeNumberProperty("events", settings.events());
            json.writeNumberProperty("streams", settings.streams());
            json.writeNumberProperty("projections", settings.projections());
            throughput(json, row);
            bounds(json, result.bounds());
            latency(json, row.latency());
            gaps(json, result.gaps());
            number(json, "ledgerBytesPerEvent", row.ledger().bytesPerEvent());
            number(json, "ledgerStoredBytesPerEvent", row.ledger().storedBytesPerEvent());
            number(json, "ledgerIndexBytesPerEvent", row.ledger().indexBytesPerEvent());
            json.writeBooleanProperty("exact", row.isExact());
        });
    }

    private static void throughput(JsonGenerator json, Row row) {
        Pass backlog = row.backlog();
        number(json, "eventsPerSecond", backlog.eventsPerSecond());
        JsonLines.numbers(
                json,
                "eventsPerSecondOfEachPass",
                row.backlogs().stream().map(Pass::eventsPerSecond).toList());
        number(json, "mongodMicrosPerEvent", backlog.mongodMicrosPerEvent());
        number(json, "mongodSupportMicrosPerEvent", backlog.supportMicrosPerEvent());
        number(json, "clientMicrosPerEvent", backlog.clientMicrosPerEvent());
        number(json, "burstEventsPerSecond", row.burst().pass().eventsPerSecond());
        number(json, "burstWrittenEventsPerSecond", row.burst().writtenPerSecond());
    }

    private static void bounds(JsonGenerator json, @Nullable Bounds bounds) {
        Optional<Bounds> measured = Optional.ofNullable(bounds);
        number(json, "boundEventsPerSecond", measured.map(Bounds::eventsPerSecond));
        pass(json, "streamBound", measured.map(Bounds::stream));
        pass(json, "writeBound", measured.map(Bounds::write));
        pass(json, "jointBound", measured.map(Bounds::joint));
    }

    private static void pass(JsonGenerator json, String name, Optional<Pass> pass) {
        number(json, name + "EventsPerSecond", pass.map(Pass::eventsPerSecond));
        number(json, name + "MongodMicrosPerEvent", pass.flatMap(Pass::mongodMicrosPerEvent));
        number(json, name + "ClientMicrosPerEvent", pass.flatMap(Pass::clientMicrosPerEvent));
    }

    private static void latency(JsonGenerator json, @Nullable LatencyTimes times) {
        Optional<LatencyTimes> measured = Optional.ofNullable(times);
        percentiles(json, "visible", measured.map(LatencyTimes::visible));
        percentiles(json, "committed", measured.map(LatencyTimes::committed));
        percentiles(json, "bareStream", measured.map(LatencyTimes::bareStream));
        percentiles(json, "appended", measured.map(LatencyTimes::appended));
    }

    private static void percentiles(JsonGenerator json, String name, Optional<Histogram> micros) {
        number(json, name + "P50Millis", micros.map(Micros::p50Millis));
        number(json, name + "P99Millis", micros.map(Micros::p99Millis));
    }

    private static void gaps(JsonGenerator json, @Nullable GapTimes gaps) {
        Optional<GapTimes> measured = Optional.ofNullable(gaps);
        json.writeNumberProperty("gapReplicas", Result.GAP_REPLICAS);
        millis(json, "killGapMillis", measured.map(GapTimes::kill));
        millis(json, "killGapWithTailerMillis", measured.map(GapTimes::killTailer));
        millis(json, "killGapWithoutTailerMillis", measured.map(GapTimes::killOther));
        millis(json, "terminateGapMillis", measured.map(GapTimes::terminate));
        millis(json, "terminateGapWithTailerMillis", measured.map(GapTimes::terminateTailer));
        millis(json, "terminateGapWithoutTailerMillis", measured.map(GapTimes::terminateOther));
        millis(json, "joinGapMillis", measured.map(GapTimes::join));
        millis(json, "terminateExitMillis", measured.map(GapTimes::exit));
    }

    private static void millis(JsonGenerator json, String name, Optional<Duration> duration) {
        number(json, name, duration.map(value -> value.toNanos() / 1e6));
    }
}
