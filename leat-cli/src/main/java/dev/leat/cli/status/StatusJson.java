package dev.leat.cli.status;

import dev.leat.cli.output.Json;
import dev.leat.lease.Ownership;
import dev.leat.ledger.HistoryWindow;
import dev.leat.observe.Health;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.OwnerStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import dev.leat.observe.LeatStatus.ReplicaStatus;
import dev.leat.observe.LeatStatus.SourceStatus;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.ReplicaReport.TaskError;
import dev.leat.observe.Reports.Reported;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A status for programs to read. */
final class StatusJson {

    private StatusJson() {}

    static String of(LeatStatus status, Health health) {
        ObjectNode json = Json.object();
        json.put("at", status.at().toString());
        json.put("health", health.state().name());
        ArrayNode problems = json.putArray("problems");
        for (Health.Problem problem : health.problems()) {
            problems.addObject()
                    .put("kind", problem.kind().name())
                    .put("state", problem.kind().state().name())
                    .put("of", problem.of())
                    .put("words", problem.words());
        }
        switch (status.window()) {
            case HistoryWindow.Since since ->
                json.put("oplogSeconds", Json.seconds(Duration.between(since.oldest(), status.at())));
            case HistoryWindow.Unknown unknown -> json.put("oplogUnknown", unknown.reason());
        }
        ArrayNode replicas = json.putArray("replicas");
        status.replicas().forEach(replica -> replicas.add(of(replica)));
        ArrayNode sources = json.putArray("sources");
        status.sources().forEach(source -> sources.add(of(source)));
        ArrayNode projections = json.putArray("projections");
        status.projections().forEach(projection -> projections.add(of(projection)));
        return Json.line(json);
    }

    private static ObjectNode of(ReplicaStatus replica) {
        ObjectNode json = Json.object();
        json.put("id", replica.id().toString());
        json.put("name", replica.id().name());
        json.put("heardSecondsAgo", Json.seconds(replica.silence()));
        if (replica.member() != null) {
            json.put("leaving", replica.member().leaving());
        }
        Reported reported = replica.reported();
        if (reported != null) {
            ReplicaReport report = reported.report();
            json.put("reportedSecondsAgo", Json.seconds(reported.age()));
            json.put("version", report.version());
            json.put("host", report.host());
            json.put("uptimeSeconds", Json.seconds(report.uptime().plus(reported.age())));
            ArrayNode errors = json.putArray("errors");
            for (TaskError error : report.errors()) {
                errors.addObject()
                        .put("task", error.task())
                        .put("secondsAgo", Json.seconds(error.ago().plus(reported.age())))
                        .put("words", error.words());
            }
        }
        return json;
    }

    private static ObjectNode of(SourceStatus source) {
        ObjectNode json = Json.object();
        json.put("source", source.source().name());
        json.put("tailer", Json.text(source.tailer()));
        json.put("last", source.last().value());
        json.put("coveredSecondsAgo", Json.seconds(source.sinceCovered()));
        json.put("hasToken", source.hasToken());
        json.put("eventsPerSecond", source.eventsPerSecond());
        return json;
    }

    private static ObjectNode of(ProjectionStatus projection) {
        ObjectNode json = Json.object();
        json.put("projection", projection.projection().toString());
        json.put("source", projection.source().name());
        json.put("collection", projection.collection());
        json.put("lagEvents", projection.lagEvents());
        json.put("lagSeconds", projection.lagSeconds());
        json.put("eventsPerSecond", projection.eventsPerSecond());
        json.put("retrying", projection.parked().retrying());
        json.put("parked", projection.parked().parked());
        ArrayNode owners = json.putArray("owners");
        for (OwnerStatus owner : projection.owners()) {
            owners.addObject()
                    .put("owner", Json.text(owner.owner()))
                    .put("partitions", owner.partitions())
                    .put("lagEvents", owner.lagEvents())
                    .put("standstillSeconds", Json.seconds(owner.standstill()))
                    .put("movedSecondsAgo", Json.seconds(owner.sinceMoved()))
                    .put("haltedKeys", owner.haltedKeys());
        }
        ArrayNode partitions = json.putArray("partitions");
        for (Ownership partition : projection.partitions()) {
            partitions
                    .addObject()
                    .put("number", partition.partition().number())
                    .put("owner", Json.text(partition.owner()))
                    .put("epoch", partition.epoch().value())
                    .put("checkpoint", partition.checkpoint().value())
                    .put("commits", partition.commits())
                    .put("events", partition.events())
                    .put("movedAt", Json.text(partition.movedAt()));
        }
        return json;
    }
}
