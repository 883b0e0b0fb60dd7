package dev.leat.chaos;

import dev.leat.chaos.broker.Brokers;
import dev.leat.chaos.cluster.Servers;
import dev.leat.chaos.fault.Arena;
import dev.leat.chaos.fault.FaultPlan;
import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.fault.Striker;
import dev.leat.chaos.judge.Judge;
import dev.leat.chaos.judge.Verdict;
import dev.leat.chaos.load.Load;
import dev.leat.chaos.proxy.Proxies;
import dev.leat.chaos.replica.Addresses;
import dev.leat.chaos.replica.Fleet;
import dev.leat.chaos.replica.Launch;
import dev.leat.chaos.report.ReportText;
import dev.leat.chaos.report.RunReport;
import dev.leat.chaos.soak.Sampler;
import dev.leat.chaos.soak.SoakResult;
import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.chaos.workload.ChaosStores;
import dev.leat.mongodb.LeatMongo;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run, from the first server to the verdict. Confined to the main thread; all it makes is given to the cleanup. */
public final class ChaosRun {

    /** Small enough to be rolled over by a fault, large enough for a member that was down for a while. */
    private static final int OPLOG_MEGABYTES = 32;

    private static final int MEMBERS_NET = 1;

    private static final List<String> JVM_OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final Duration SOAK_PACE = Duration.ofSeconds(30);

    /** Longer than any lease, retry or election. */
    private static final Duration SETTLE_WAIT = Duration.ofMinutes(3);

    private final RunSettings settings;
    private final Cleanup cleanup;
    private final Consumer<String> progress;

    /**
     * Prepares a run.
     *
     * @param cleanup takes back what the run makes
     * @param progress hears how it goes
     */
    public ChaosRun(RunSettings settings, Cleanup cleanup, Consumer<String> progress) {
        this.settings = settings;
        this.cleanup = cleanup;
        this.progress = progress;
    }

    /**
     * Runs.
     *
     * @throws IllegalStateException when there is no verdict, because something could not be started
     */
    public RunReport run() throws InterruptedException {
        long began = System.nanoTime();
        Path folder = folder();
        Servers servers = Servers.start(OPLOG_MEGABYTES);
        cleanup.add(servers);
        progress.accept(servers.toString());
        Proxies proxies = new Proxies(MEMBERS_NET, servers.ports());
        cleanup.add(proxies);
        Brokers brokers = brokers();
        Map<String, String> properties = brokers == null ? Map.of() : brokers.properties();
        Launch launch = new Launch(Main.class, servers.uri(), folder, JVM_OPTIONS, properties, settings.broken());
        Fleet fleet = new Fleet(
                launch,
                new Addresses(
                        proxies::addressOf,
                        name -> brokers == null ? null : brokers.proxies().addressOf(name)));
        cleanup.add(fleet::kill);
        Load load = new Load(servers.client(), settings.seed(), settings.eventsPerSecond());
        cleanup.add(load);
        settings.names().forEach(fleet::start);
        for (String name : settings.names()) {
            fleet.awaitReady(name);
        }
        Set<String> spared = settings.soak() ? Set.of(settings.names().getFirst()) : Set.of();
        Arena arena = new Arena(servers, brokers, fleet, load, proxies, spared);
        if (arena.awaitRecovery(SETTLE_WAIT) == null) {
            throw new IllegalStateException("The replicas do not get to work. Their logs: " + folder);
        }
        progress.accept(settings.replicas() + " replicas at work on route "
                + settings.route().word() + ", " + settings.eventsPerSecond() + " events a second; faults from seed "
                + settings.seed());
        Outcome outcome = new Outcome();
        if (settings.soak()) {
            Sampler sampler = new Sampler(fleet, servers);
            cleanup.add(sampler);
            strikeAll(arena, outcome);
            sampler.close();
            outcome.soak = SoakResult.of(settings.names().getFirst(), sampler.samples());
        } else {
            strikeAll(arena, outcome);
        }
        load.close();
        outcome.settled = arena.awaitRecovery(SETTLE_WAIT) != null;
        judge(servers, fleet, load, outcome);
        return report(outcome, load, Duration.ofNanos(System.nanoTime() - began));
    }

    private @Nullable Brokers brokers() {
        if (!settings.route().hasTopics()) {
            return null;
        }
        Brokers brokers = Brokers.start(settings.route(), settings.brokers());
        cleanup.add(brokers);
        progress.accept(brokers.toString());
        return brokers;
    }

    /** What is known so far. Confined to the main thread. */
    private static final class Outcome {
        private final List<Strike> strikes = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private boolean settled;
        private @Nullable SoakResult soak;
        private @Nullable Verdict verdict;
        private @Nullable CheckReport checked;
    }

    private void strikeAll(Arena arena, Outcome outcome) throws InterruptedException {
        FaultPlan plan = new FaultPlan(settings.seed(), settings.faults());
        Striker striker = new Striker(arena);
        long began = System.nanoTime();
        long end = began + settings.duration().toNanos();
        while (System.nanoTime() - end < 0 && outcome.strikes.size() < settings.mostFaults()) {
            FaultPlan.Next next = plan.next();
            if (settings.soak()) {
                long turn = began + next.number() * SOAK_PACE.toNanos();
                TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
            } else {
                Thread.sleep(next.restMillis());
            }
            Strike strike = striker.strike(next);
            outcome.strikes.add(strike);
            progress.accept(ReportText.line(strike));
        }
        outcome.failures.addAll(striker.failures());
    }

    private void judge(Servers servers, Fleet fleet, Load load, Outcome outcome) throws InterruptedException {
        progress.accept("judging");
        outcome.failures.addAll(fleet.deaths());
        load.surprises().forEach(surprise -> outcome.failures.add("a writer was surprised: " + surprise));
        fleet.endAll();
        outcome.verdict = new Judge(servers.client().getDatabase(ChaosStores.DATABASE), ChaosStores.EVENTS)
                .judge(ChaosProjections.COLLECTIONS, load.versions());
        try (LeatMongo stores = ChaosStores.open(servers.client())) {
            outcome.checked =
                    HistoryChecker.of(stores, ChaosProjections.all(() -> true)).check();
        }
    }

    private RunReport report(Outcome outcome, Load load, Duration took) {
        return new RunReport(
                settings.command(),
                settings.seed(),
                took,
                load.repeated(),
                outcome.strikes,
                outcome.settled,
                Objects.requireNonNull(outcome.verdict),
                Objects.requireNonNull(outcome.checked),
                outcome.failures,
                outcome.soak);
    }

    private Path folder() {
        try {
            Path folder = Files.createTempDirectory("leat-chaos-");
            cleanup.add(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the run.", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
