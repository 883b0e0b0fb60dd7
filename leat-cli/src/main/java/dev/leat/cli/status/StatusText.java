package dev.leat.cli.status;

import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A status for people to read; the problems come last, where the eye is. */
final class StatusText {

    private final String database;
    private final LeatStatus status;
    private final Health health;
    private final boolean partitions;
    private final Map<ReplicaId, Integer> owned = new HashMap<>();

    StatusText(String database, LeatStatus status, Health health, boolean partitions) {
        this.database = database;
        this.status = status;
        this.health = health;
        this.partitions = partitions;
        for (ProjectionStatus projection : status.projections()) {
            for (OwnerStatus owner : projection.owners()) {
                if (owner.owner() != null) {
                    owned.merge(owner.owner(), owner.partitions(), Integer::sum);
                }
            }
        }
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        parts.add(line(database + " at " + Shown.time(status.at()) + ": " + health.state()) + line(window()));
        parts.add(replicas());
        parts.add(sources());
        parts.add(status.projections().isEmpty() ? line("No projection ever ran here.") : projections());
        if (partitions) {
            parts.add(partitions());
        }
        parts.add(errors());
        parts.add(problems());
        parts.removeIf(String::isEmpty);
        return String.join(System.lineSeparator(), parts);
    }

    private String window() {
        return switch (status.window()) {
            case HistoryWindow.Since since ->
                "The oplog goes back " + Shown.duration(Duration.between(since.oldest(), status.at())) + ".";
            case HistoryWindow.Unknown unknown -> unknown.reason();
        };
    }

    private String replicas() {
        TextTable table = new TextTable()
                .text("REPLICA")
                .text("HOST")
                .text("LEAT")
                .number("UP")
                .number("HEARD")
                .number("PARTITIONS")
                .number("EVENTS/S")
                .text("");
        for (ReplicaStatus replica : status.replicas()) {
            Reported reported = replica.reported();
            ReplicaReport report = reported == null ? null : reported.report();
            table.row(
                    replica.id().name(),
                    report == null ? "-" : report.host(),
                    report == null ? "-" : report.version(),
                    report == null
                            ? "-"
                            : Shown.duration(report.uptime()
                                    .plus(Objects.requireNonNull(reported).age())),
                    Shown.duration(replica.silence()) + " ago",
                    Shown.number(owned.getOrDefault(replica.id(), 0)),
                    reported == null ? "-" : Shown.rate(rate(reported)),
                    roles(replica));
        }
        return table.toString();
    }

    private static double rate(Reported reported) {
        return reported.report().projections().stream()
                .mapToDouble(projection -> ReplicaReport.later(projection.eventsPerSecond(), reported.age()))
                .sum();
    }

    private String roles(ReplicaStatus replica) {
        List<String> words = new ArrayList<>();
        for (SourceStatus source : status.sources()) {
            if (replica.id().equals(source.tailer())) {
                words.add("tails " + source.source());
            }
        }
        if (replica.member() != null && replica.member().leaving()) {
            words.add("is leaving");
        }
        return String.join(", ", words);
    }

    private String sources() {
        TextTable table = new TextTable()
                .text("SOURCE")
                .text("TAILER")
                .number("EVENTS")
                .number("COMPLETE UP TO")
                .number("EVENTS/S");
        for (SourceStatus source : status.sources()) {
            Duration since = source.sinceCovered();
            table.row(
                    source.source().name(),
                    name(source.tailer()),
                    Shown.number(source.last().value()),
                    since == null ? "never read" : Shown.duration(since) + " ago",
                    Shown.rate(source.eventsPerSecond()));
        }
        return table.toString();
    }

    private String projections() {
        TextTable table = new TextTable()
                .text("PROJECTION")
                .text("SOURCE")
                .text("READ MODEL")
                .number("PARTITIONS")
                .number("OWNERS")
                .number("LAG")
                .number("LAG S")
                .number("EVENTS/S")
                .number("PARKED");
        for (ProjectionStatus projection : status.projections()) {
            int total = projection.partitions().size();
            long without = projection.partitions().stream()
                    .filter(each -> each.owner() == null)
                    .count();
            table.row(
                    projection.projection().toString(),
                    projection.source().name(),
                    projection.collection(),
                    without == 0 ? Shown.number(total) : (total - without) + " of " + total,
                    Shown.number(projection.owners().stream()
                            .filter(owner -> owner.owner() != null)
                            .count()),
                    Shown.number(projection.lagEvents()),
                    Shown.number(projection.lagSeconds()),
                    Shown.rate(projection.eventsPerSecond()),
                    Shown.number(projection.parked().count()));
        }
        return table.toString();
    }

    private String partitions() {
        TextTable table = new TextTable()
                .text("PARTITION")
                .text("OWNER")
                .number("EPOCH")
                .number("CHECKPOINT")
                .number("BEHIND")
                .number("EVENTS")
                .number("MOVED");
        for (ProjectionStatus projection : status.projections()) {
            long last = status.sources().stream()
                    .filter(source -> source.source().equals(projection.source()))
                    .mapToLong(source -> source.last().value())
                    .findFirst()
                    .orElse(0);
            for (Ownership partition : projection.partitions()) {
                table.row(
                        partition.partition().toString(),
                        name(partition.owner()),
                        partition.epoch().toString(),
                        Shown.number(partition.checkpoint().value()),
                        Shown.number(Math.max(0, last - partition.checkpoint().value())),
                        Shown.number(partition.events()),
                        partition.movedAt() == null
                                ? "-"
                                : Shown.duration(Duration.between(partition.movedAt(), status.at())) + " ago");
            }
        }
        return table.toString();
    }

    private String errors() {
        TextTable table =
                new TextTable().text("LAST ERROR OF").text("TASK").number("WAS").text("ERROR");
        for (ReplicaStatus replica : status.replicas()) {
            Reported reported = replica.reported();
            if (reported == null) {
                continue;
            }
            for (TaskError error : reported.report().errors()) {
                table.row(
                        replica.id().name(),
                        error.task(),
                        Shown.duration(error.ago().plus(reported.age())) + " ago",
                        error.words());
            }
        }
        return table.toString();
    }

    private String problems() {
        StringBuilder text = new StringBuilder();
        for (Health.Problem problem : health.problems()) {
            text.append(
                    line(problem.kind().state() + " " + problem.of() + ", " + problem.kind() + ": " + problem.words()));
        }
        return text.toString();
    }

    private static String name(@Nullable ReplicaId replica) {
        return replica == null ? "nobody" : replica.name();
    }

    private static String line(String words) {
        return words + System.lineSeparator();
    }
}
