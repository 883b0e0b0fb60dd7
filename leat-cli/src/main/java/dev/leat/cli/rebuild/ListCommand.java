package dev.leat.cli.rebuild;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.Durations;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.cli.output.Shown;
import dev.leat.cli.output.TextTable;
import dev.leat.lease.ReplicaId;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.Rebuild;
import dev.leat.operate.Rebuild.State;
import dev.leat.operate.Rebuild.Version;
import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the versions of projections, with how far they are. */
@Command(
        name = "list",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Lists the versions of each projection. While one is being built it looks twice, and estimates from that how long"
                    + " it takes.",
            ""
        })
final class ListCommand extends DatabaseWord {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Only this projection.")
    private @Nullable String name;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "5s",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Show it again and again, so long after one another (5s), until nothing is being built.")
    private @Nullable Duration watch;

    @Override
    protected void checkUsage() {
        Usage.require(spec, watch == null || watch.isPositive(), "--watch takes 1s or more");
    }

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) throws InterruptedException {
        Rebuilds rebuilds = new Rebuilds(stores);
        List<Rebuild> before = look(rebuilds);
        long beforeAt = System.nanoTime();
        if (!isBehind(before)) {
            show(before, Map.of());
            return ExitCodes.FINE;
        }
        Duration pause = watch == null ? BETWEEN_LOOKS : watch;
        while (true) {
            Thread.sleep(pause);
            List<Rebuild> now = look(rebuilds);
            long nowAt = System.nanoTime();
            show(now, estimates(before, now, Duration.ofNanos(nowAt - beforeAt)));
            if (watch == null || !isBehind(now)) {
                return ExitCodes.FINE;
            }
            before = now;
            beforeAt = nowAt;
        }
    }

    private List<Rebuild> look(Rebuilds rebuilds) {
        return name == null ? rebuilds.list() : List.of(rebuilds.of(name));
    }

    private static boolean isBehind(List<Rebuild> rebuilds) {
        return rebuilds.stream()
                .flatMap(rebuild -> rebuild.versions().stream())
                .anyMatch(version -> version.state() == State.BUILDING && version.lagEvents() > 0);
    }

    /** How long each version takes until it has caught up, if both it and its source go on as between the two looks. */
    private static Map<ProjectionId, Duration> estimates(List<Rebuild> before, List<Rebuild> now, Duration between) {
        Map<ProjectionId, Long> lags = new HashMap<>();
        before.forEach(rebuild -> rebuild.versions().forEach(version -> lags.put(version.id(), version.lagEvents())));
        Map<ProjectionId, Duration> estimates = new HashMap<>();
        for (Rebuild rebuild : now) {
            for (Version version : rebuild.versions()) {
                long gained = lags.getOrDefault(version.id(), 0L) - version.lagEvents();
                if (gained > 0) {
                    double spans = (double) version.lagEvents() / gained;
                    estimates.put(version.id(), Duration.ofMillis((long) (spans * between.toMillis())));
                }
            }
        }
        return estimates;
    }

    private void show(List<Rebuild> rebuilds, Map<ProjectionId, Duration> estimates) {
        System.out.print(json ? json(rebuilds, estimates) : text(rebuilds, estimates));
        System.out.flush();
    }

    private static String text(List<Rebuild> rebuilds, Map<ProjectionId, Duration> estimates) {
        TextTable table = new TextTable()
                .text("PROJECTION")
                .text("STATE")
                .text("READ MODEL")
                .text("VIEW")
                .number("PARTITIONS")
                .number("DONE")
                .number("BEHIND")
                .text("STILL TAKES")
                .number("PARKED")
                .number("REPLICAS");
        for (Rebuild rebuild : rebuilds) {
            for (Version version : rebuild.versions()) {
                table.row(
                        version.id().toString(),
                        version.state().name(),
                        version.collection(),
                        version.state() == State.LIVE
                                ? Shown.orDash(rebuild.live().view())
                                : "",
                        Shown.number(version.partitions()),
                        String.format(Locale.ROOT, "%.1f %%", 100 * version.progress()),
                        Shown.number(version.lagEvents()),
                        takes(version, estimates),
                        Shown.number(version.parkedKeys()),
                        Shown.number(version.hosts().size()));
            }
        }
        return table.toString();
    }

    private static String takes(Version version, Map<ProjectionId, Duration> estimates) {
        Duration estimate = estimates.get(version.id());
        if (version.lagEvents() == 0 || version.state() != State.BUILDING) {
            return "";
        }
        return estimate == null ? "does not gain" : "about " + Shown.duration(estimate);
    }

    private static String json(List<Rebuild> rebuilds, Map<ProjectionId, Duration> estimates) {
        ArrayNode array = Json.array();
        for (Rebuild rebuild : rebuilds) {
            ObjectNode json = array.addObject()
                    .put("name", rebuild.live().name())
                    .put("live", rebuild.live().version())
                    .put("before", rebuild.live().before())
                    .put("view", rebuild.live().view())
                    .put("since", rebuild.live().since().toString());
            ArrayNode versions = json.putArray("versions");
            for (Version version : rebuild.versions()) {
                ObjectNode each = versions.addObject()
                        .put("projection", version.id().toString())
                        .put("state", version.state().name())
                        .put("collection", version.collection())
                        .put("partitions", version.partitions())
                        .put("reached", version.reached().value())
                        .put("last", version.last().value())
                        .put("lagEvents", version.lagEvents())
                        .put("stillSeconds", Json.seconds(estimates.get(version.id())))
                        .put("parked", version.parkedKeys());
                ArrayNode hosts = each.putArray("replicas");
                version.hosts().stream().map(ReplicaId::toString).sorted().forEach(hosts::add);
            }
        }
        return Json.line(array);
    }
}
