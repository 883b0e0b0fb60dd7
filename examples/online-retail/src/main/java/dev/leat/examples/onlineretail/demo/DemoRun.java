package dev.leat.examples.onlineretail.demo;

import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.EventLoader;
import dev.leat.examples.onlineretail.load.LoadResult;
import dev.leat.examples.onlineretail.load.MalformedLine;
import dev.leat.examples.onlineretail.load.MalformedLineException;
import dev.leat.examples.onlineretail.load.OnError;
import dev.leat.examples.onlineretail.load.ParkedLines;
import dev.leat.examples.onlineretail.replica.ReplicaFleet;
import dev.leat.examples.onlineretail.view.ClusterWatch;
import dev.leat.examples.onlineretail.view.Figures;
import dev.leat.examples.onlineretail.view.LiveView;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.observe.LeatStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Load and projecting side by side, watched from here until all is projected. Used once, by one thread. */
final class DemoRun {

    /** How often the cluster is looked at: 500 ms, and 100 ms while a standstill is measured. */
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

    private static final Duration MEASURE_INTERVAL = Duration.ofMillis(100);

    /** How long a replica may take to start: 1 min. */
    private static final Duration START_WAIT = Duration.ofMinutes(1);

    /** The demo gives up when nothing at all has moved for this long: 5 min. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private static final int MAX_PARKED_SHOWN = 5;

    private final DemoOptions options;
    private final List<String> names;
    private final Leat observer;
    private final EventStore store;
    private final ReplicaFleet fleet;
    private final BooleanSupplier ended;
    private final ClusterWatch watch = new ClusterWatch();
    private final Queue<String> news = new ConcurrentLinkedQueue<>();

    private List<String> parkedKeys = List.of();
    private boolean away;
    private long progress = -1;
    private long progressAt = System.nanoTime();

    /**
     * A run that has not begun.
     *
     * @param ended says that the process is being ended from outside
     */
    DemoRun(
            DemoOptions options,
            List<String> names,
            Leat observer,
            EventStore store,
            ReplicaFleet fleet,
            BooleanSupplier ended) {
        this.options = options;
        this.names = names;
        this.observer = observer;
        this.store = store;
        this.fleet = fleet;
        this.ended = ended;
    }

    /**
     * What came out.
     *
     * @param took from the first append to the last checkpoint
     * @param kill how long partitions stood still, if a replica was killed
     * @param parkedKeys what could not be projected, in words
     */
    record Outcome(long events, int replicas, Duration took, Optional<String> kill, List<String> parkedKeys) {

        String rate() {
            return String.format(
                    Locale.ROOT,
                    "%,d events through 4 projections by %d replica%s in %s: %,.0f events/s, from the first append to"
                            + " the last checkpoint%s",
                    events,
                    replicas,
                    replicas == 1 ? "" : "s",
                    Standstill.seconds(took),
                    events * 1e9 / Math.max(1, took.toNanos()),
                    kill.isPresent() ? ", the kill included" : "");
        }
    }

    /** Starts the replicas, loads the file, and returns when all of it is projected. */
    Outcome play(EventFile file, long total, ParkedLines parked) throws IOException, InterruptedException {
        startReplicas();
        LoadGate gate = new LoadGate(total / 2);
        FutureTask<LoadResult> load = new FutureTask<>(() -> new EventLoader(store, EventLoader.DEFAULT_WORKERS)
                .load(file, options.limit(), malformed(file, parked), gate));
        Thread loader = new Thread(load, "load");
        loader.setDaemon(true);
        long started = System.nanoTime();
        try (LiveView view = LiveView.open(total)) {
            ReplicaKill kill = new ReplicaKill(names, fleet, gate, view::say);
            if (!options.kill()) {
                kill.cancel();
            }
            loader.start();
            Duration took = watchUntilDone(view, kill, gate, load, total, started);
            return new Outcome(gate.loaded(), names.size(), took, kill.report(), parkedKeys);
        } finally {
            loader.interrupt();
        }
    }

    private void startReplicas() throws IOException, InterruptedException {
        System.out.printf("starting %d replica processes%n", names.size());
        for (String name : names) {
            fleet.start(name);
        }
        long deadline = System.nanoTime() + START_WAIT.toNanos();
        while (!names.stream().allMatch(watch::isMember)) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("Not all replicas came up within " + START_WAIT.toSeconds()
                        + " s. The ends of their logs:\n" + fleet.logTails());
            }
            fleet.check();
            Thread.sleep(MEASURE_INTERVAL);
            look();
        }
    }

    private Consumer<MalformedLine> malformed(EventFile file, ParkedLines parked) {
        return line -> {
            if (options.onError() == OnError.STOP) {
                throw new MalformedLineException(file.name(), line);
            }
            parked.add(line);
            if (parked.count() <= MAX_PARKED_SHOWN) {
                news.add("line " + line.number() + " is parked: " + line.reason());
            }
        };
    }

    private Duration watchUntilDone(
            LiveView view, ReplicaKill kill, LoadGate gate, FutureTask<LoadResult> load, long total, long started)
            throws IOException, InterruptedException {
        long doneAt = 0;
        while (doneAt == 0 || !kill.isOver()) {
            Thread.sleep(kill.isMeasuring() ? MEASURE_INTERVAL : LOOK_INTERVAL);
            fleet.check();
            boolean fresh = look();
            boolean loaded = load.isDone();
            long events = loaded ? result(load).events() : Long.MAX_VALUE;
            long now = System.nanoTime();
            if (fresh) {
                boolean allDone = watch.inLedger() >= events && watch.lagEvents() == 0;
                if (allDone && doneAt == 0) {
                    doneAt = now;
                }
                kill.step(watch, total, allDone, now);
            }
            for (String line = news.poll(); line != null; line = news.poll()) {
                view.say(line);
            }
            view.show(figures(kill, gate, total, now, started));
            giveUpIfStuck(gate, now);
        }
        return Duration.ofNanos(doneAt - started);
    }

    private static LoadResult result(FutureTask<LoadResult> load) throws IOException, InterruptedException {
        try {
            return load.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException("The load failed: " + e.getMessage(), e);
        }
    }

    /** Looks at the cluster; false when MongoDB does not answer, which the demo waits out as the replicas do. */
    private boolean look() {
        if (ended.getAsBoolean()) {
            throw new DemoFailure("The demo was ended.");
        }
        try {
            LeatStatus status = observer.status();
            watch.observe(status, System.nanoTime());
            parkedKeys = parkedKeys(status);
            if (away) {
                news.add("MongoDB answers again");
            }
            away = false;
            return true;
        } catch (StoreUnavailableException e) {
            if (!away) {
                news.add("MongoDB does not answer, everybody waits: " + e.getMessage());
            }
            away = true;
            return false;
        }
    }

    private static List<String> parkedKeys(LeatStatus status) {
        List<String> texts = new ArrayList<>();
        status.projections()
                .forEach(projection -> projection.parked().examples().stream()
                        .limit(MAX_PARKED_SHOWN)
                        .forEach(parked -> texts.add("parked: key " + parked.key() + " of " + projection.projection()
                                + " at position " + parked.failedAt() + ": " + parked.error())));
        return texts;
    }

    private Figures figures(ReplicaKill kill, LoadGate gate, long total, long now, long started) {
        return new Figures(
                Duration.ofNanos(now - started),
                total,
                gate.loaded(),
                watch.inLedger(),
                watch.projected(),
                watch.lagEvents(),
                names.stream()
                        .map(name -> watch.figuresOf(name, kill.stateOf(name, now), fleet.commits(name)))
                        .toList());
    }

    private void giveUpIfStuck(LoadGate gate, long now) throws IOException {
        long sum = gate.loaded()
                + watch.inLedger()
                + watch.partitions().stream()
                        .mapToLong(partition -> partition.checkpoint().value())
                        .sum();
        if (sum != progress) {
            progress = sum;
            progressAt = now;
        } else if (now - progressAt > STUCK_AFTER.toNanos()) {
            throw new DemoFailure("Nothing has moved for " + STUCK_AFTER.toMinutes()
                    + " minutes. The ends of the replicas' logs:\n" + fleet.logTails());
        }
    }
}
