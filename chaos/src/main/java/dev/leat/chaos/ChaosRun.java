package dev.leat.chaos;

import dev.leat.chaos.cluster.Control;
import dev.leat.chaos.cluster.Servers;
import dev.leat.chaos.fault.Arena;
import dev.leat.chaos.fault.FaultPlan;
import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.fault.Striker;
import dev.leat.chaos.judge.Judge;
import dev.leat.chaos.judge.Verdict;
import dev.leat.chaos.load.Load;
import dev.leat.chaos.replica.Fleet;
import dev.leat.chaos.replica.Launch;
import dev.leat.chaos.report.ReportText;
import dev.leat.chaos.report.RunReport;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run, from the first server to the verdict. Confined to the main thread; all it makes is given to the cleanup. */
public final class ChaosRun {

    /** Small enough to be rolled over by a fault, large enough for a member that was down for a while. */
    private static final int OPLOG_MEGABYTES = 32;

    private static final List<String> JVM_OPTIONS = List.of("-Xmx128m", "-XX:+UseSerialGC", "-Xshare:auto");

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
        Fleet fleet =
                new Fleet(new Launch(Main.class, servers.uri(), folder, JVM_OPTIONS, Map.of(), settings.broken()));
        cleanup.add(fleet::kill);
        Load load = new Load(servers.client(), settings.seed(), settings.eventsPerSecond());
        cleanup.add(load);
        settings.names().forEach(fleet::start);
        for (String name : settings.names()) {
            fleet.awaitReady(name);
        }
        Arena arena = new Arena(servers, fleet, load, new Control(servers.client()), Set.of());
        if (arena.awaitRecovery(SETTLE_WAIT) == null) {
            throw new IllegalStateException("The replicas do not get to work. Their logs: " + folder);
        }
        progress.accept(settings.replicas() + " replicas at work, " + settings.eventsPerSecond()
                + " events a second; faults from seed " + settings.seed());
        List<Strike> strikes = strikeAll(arena);
        load.close();
        boolean settled = arena.awaitRecovery(SETTLE_WAIT) != null;
        return judge(servers, fleet, load, strikes, settled, began);
    }

    private List<Strike> strikeAll(Arena arena) throws InterruptedException {
        FaultPlan plan = new FaultPlan(settings.seed(), settings.faults());
        Striker striker = new Striker(arena);
        List<Strike> strikes = new ArrayList<>();
        long end = System.nanoTime() + settings.duration().toNanos();
        while (System.nanoTime() - end < 0 && strikes.size() < settings.mostFaults()) {
            FaultPlan.Next next = plan.next();
            Thread.sleep(next.restMillis());
            Strike strike = striker.strike(next);
            strikes.add(strike);
            progress.accept(ReportText.line(strike));
        }
        return strikes;
    }

    private RunReport judge(Servers servers, Fleet fleet, Load load, List<Strike> strikes, boolean settled, long began)
            throws InterruptedException {
        progress.accept("judging");
        List<String> failures = new ArrayList<>(fleet.deaths());
        load.surprises().forEach(surprise -> failures.add("a writer was surprised: " + surprise));
        fleet.endAll();
        Verdict verdict = new Judge(servers.client().getDatabase(ChaosStores.DATABASE), ChaosStores.EVENTS)
                .judge(ChaosProjections.COLLECTIONS, load.versions());
        CheckReport checked;
        try (LeatMongo stores = ChaosStores.open(servers.client())) {
            checked =
                    HistoryChecker.of(stores, ChaosProjections.all(() -> true)).check();
        }
        return new RunReport(
                settings.command(),
                settings.seed(),
                Duration.ofNanos(System.nanoTime() - began),
                load.repeated(),
                strikes,
                settled,
                verdict,
                checked,
                failures);
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
