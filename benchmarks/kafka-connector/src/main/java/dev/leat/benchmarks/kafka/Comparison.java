package dev.leat.benchmarks.kafka;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.benchmarks.Preliminaries;
import dev.leat.benchmarks.Workplace;
import dev.leat.benchmarks.kafka.report.Contestant;
import dev.leat.benchmarks.kafka.report.Outcome;
import dev.leat.benchmarks.kafka.report.Row;
import dev.leat.benchmarks.kafka.server.KafkaServers;
import dev.leat.benchmarks.measure.BenchDatabase;
import dev.leat.benchmarks.measure.Feed;
import dev.leat.benchmarks.measure.Pass;
import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.measure.Throughput;
import dev.leat.benchmarks.measure.Throughput.Burst;
import dev.leat.benchmarks.replica.Fleet;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.benchmarks.workload.TotalsProjection;
import dev.leat.benchmarks.workload.Workload;
import dev.leat.mongodb.LeatMongo;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Measures both contestants in turn, so that whatever the machine does besides hits both: each row on a fresh database
 * of the same MongoDB, with fresh processes, the same events, and nothing of the other one running. Confined to one
 * thread.
 */
final class Comparison {

    private final Workplace workplace;
    private final ConnectorPair pair;
    private final Settings settings;
    private final Progress progress;

    Comparison(Workplace workplace, ConnectorPair pair, Settings settings, Progress progress) {
        this.workplace = workplace;
        this.pair = pair;
        this.settings = settings;
        this.progress = progress;
    }

    Outcome run(Set<Contestant> contestants, boolean withBounds) throws InterruptedException {
        Preliminaries preliminaries = new Preliminaries(workplace, settings, progress);
        if (contestants.contains(Contestant.LEAT)) {
            preliminaries.train();
        }
        Bounds bounds = withBounds ? preliminaries.bounds() : null;
        List<Row> rows = new ArrayList<>();
        for (int replicas : settings.replicas()) {
            for (Contestant contestant : contestants) {
                rows.add(
                        switch (contestant) {
                            case LEAT -> leat(replicas);
                            case CONNECTOR -> connector(replicas);
                        });
            }
        }
        return new Outcome(settings, bounds, rows);
    }

    private Row leat(int replicas) throws InterruptedException {
        progress.say("Leat, %d replica(s): start".formatted(replicas));
        Workload workload = settings.workload();
        try (BenchDatabase database = workplace.database("leat_" + replicas);
                Fleet fleet = workplace.fleet(database)) {
            start(fleet, "r", replicas);
            Passes passes = passes(new Throughput(workplace.server(), database, fleet, workload));
            List<String> differences = new ArrayList<>(database.differences(workload.expected()));
            CheckReport report = check(database);
            report.findings().forEach(finding -> differences.add("checker: " + finding));
            long findings =
                    report.counts().values().stream().mapToLong(Long::longValue).sum();
            return row(Contestant.LEAT, replicas, passes, differences, OptionalLong.of(findings));
        }
    }

    private CheckReport check(BenchDatabase database) {
        try (MongoClient client = MongoClients.create(workplace.server().uri());
                LeatMongo stores = BenchStores.open(client, database.name())) {
            return HistoryChecker.of(stores, List.copyOf(TotalsProjection.list(1)))
                    .check();
        }
    }

    private Row connector(int replicas) throws InterruptedException {
        progress.say("connector, %d consumer(s): start of broker and worker".formatted(replicas));
        Workload workload = settings.workload();
        try (BenchDatabase database = workplace.database("connector_" + replicas);
                KafkaServers servers = pair.servers(replicas)) {
            Feed feed = pair.feed(servers, database);
            try (Fleet fleet = pair.fleet(servers, database)) {
                start(fleet, "c" + replicas + "-", replicas);
                Passes passes = passes(new Throughput(workplace.server(), database, fleet, feed, workload));
                return row(
                        Contestant.CONNECTOR,
                        replicas,
                        passes,
                        database.differences(workload.expected()),
                        OptionalLong.empty());
            }
        }
    }

    private static void start(Fleet fleet, String prefix, int replicas) throws InterruptedException {
        for (int i = 1; i <= replicas; i++) {
            fleet.start(prefix + i);
        }
        fleet.awaitBalanced();
    }

    /** What both contestants are put through. */
    private Passes passes(Throughput throughput) throws InterruptedException {
        progress.say("    %,d events to warm up".formatted(settings.warmUp()));
        if (settings.warmUp() > 0) {
            throughput.burst(settings.warmUp());
        }
        List<Pass> backlogs = new ArrayList<>();
        for (int i = 0; i < settings.repeat(); i++) {
            Pass pass = throughput.backlog(settings.events());
            backlogs.add(pass);
            tell("backlog", pass);
        }
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < settings.repeat(); i++) {
            Burst burst = throughput.burst(settings.events());
            bursts.add(burst);
            tell("burst", burst.pass());
        }
        return new Passes(backlogs, bursts);
    }

    private record Passes(List<Pass> backlogs, List<Burst> bursts) {}

    private void tell(String mode, Pass pass) {
        progress.say("    %s: %,.0f events/s, mongod %.1f µs, broker and worker %.1f µs, clients %.1f µs"
                .formatted(
                        mode,
                        pass.eventsPerSecond(),
                        pass.mongodMicrosPerEvent().orElse(Double.NaN),
                        pass.brokerMicrosPerEvent().orElse(Double.NaN),
                        pass.clientMicrosPerEvent().orElse(Double.NaN)));
    }

    private Row row(
            Contestant contestant, int replicas, Passes passes, List<String> differences, OptionalLong findings) {
        progress.say("    %s".formatted(differences.isEmpty() ? "exact" : "differs: " + differences.getFirst()));
        return new Row(contestant, replicas, passes.backlogs(), passes.bursts(), differences, findings);
    }
}
