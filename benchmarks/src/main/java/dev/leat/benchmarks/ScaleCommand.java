package dev.leat.benchmarks;

import dev.leat.benchmarks.measure.Settings;
import dev.leat.benchmarks.report.Bounds;
import dev.leat.benchmarks.report.Progress;
import dev.leat.benchmarks.scale.Bench;
import dev.leat.benchmarks.scale.HistoryPart;
import dev.leat.benchmarks.scale.LedgerPart;
import dev.leat.benchmarks.scale.MemoryPart;
import dev.leat.benchmarks.scale.ProjectionsPart;
import dev.leat.benchmarks.scale.ScaleOutput;
import dev.leat.benchmarks.scale.ScaleRow;
import dev.leat.benchmarks.scale.ScaleSizes;
import dev.leat.benchmarks.server.DevMongoDb;
import dev.leat.benchmarks.server.MongoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: whether cost stays flat as a system grows. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures whether cost stays flat as a system grows, on a MongoDB of its own, with one replica as a process.",
            "",
            "history: the same backlog behind few and many older events, which were taken in before.",
            "projections: few and many projections of one source, each keyed by stream and with a read model of its own,"
                    + " in two shapes. \"every event\": each wants every event, so that effects grow with them and the"
                    + " price of an effect should not. \"own type\": the events of a stream have one type, each projection wants one"
                    + " and four want the same, so that an event has four effects however many projections there are, and"
                    + " what grows is the price of those that do not want it. Both tell what the source costs: change streams on the server, finds"
                    + " of events, documents that the server returned.",
            "ledger: bytes an event, and how fast it is read beside its events, after a long history and where events come"
                    + " one at a time.",
            "memory: four projections with many documents, and a replica with little memory beside one with more.",
            "",
            "Every row is judged: all documents beside totals made without Leat, and the history checker, which in"
                    + " histories of over a million events judges the streams of some slots. Ends with code 1 when one is"
                    + " not exact, or a replica ran out of memory."
        })
final class ScaleCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Option(
            names = "--part",
            split = ",",
            description = "Only some of: ${COMPLETION-CANDIDATES}. Default: all, one after the other.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--short",
            description = "A trial: sizes so small that the figures mean nothing. Sizes that are given count.")
    private boolean trial;

    @Option(names = "--events", description = "Events of one pass (50000; short: 2000).")
    private @Nullable Integer events;

    @Option(
            names = "--warm-up",
            description = "Events before the first pass of history and memory (60000; short: 1000).")
    private @Nullable Integer warmUp;

    @Option(names = "--repeat", description = "Passes, of which the median stands (3; short: 1).")
    private @Nullable Integer repeat;

    @Option(names = "--streams", description = "Streams of history and ledger (5000; short: 500).")
    private @Nullable Integer streams;

    @Option(
            names = "--history",
            split = ",",
            description = "Numbers of older events (10000,100000,1000000,10000000; short: 1000,20000).")
    private @Nullable List<Long> histories;

    @Option(
            names = "--projections",
            split = ",",
            description = "Numbers of projections, multiples of four (4,40,400; short: 4,40).")
    private @Nullable List<Integer> projections;

    @Option(
            names = "--projection-events",
            description = "Events of one pass with many projections, and of its warm-up (10000; short: 1000).")
    private @Nullable Integer projectionEvents;

    @Option(names = "--projection-streams", description = "Streams over which those are spread (500; short: 100).")
    private @Nullable Integer projectionStreams;

    @Option(
            names = "--partitions",
            defaultValue = "4",
            description = "Partitions of each of many projections (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--projection-replicas",
            defaultValue = "1",
            description = "Replicas that share many projections. The one that tails is given the events by the change"
                    + " stream; with two, the other fetches them, and the finds tell how often (${DEFAULT-VALUE}).")
    private int projectionReplicas;

    @Option(
            names = "--slow-seconds",
            description = "How long many projections are watched while 50 events a second come (10; short: 2).")
    private @Nullable Integer slowSeconds;

    @Option(
            names = "--ledger-events",
            description = "Events in the long ledger; a history of that length does for it (10000000; short: 20000).")
    private @Nullable Long ledgerEvents;

    @Option(names = "--single-events", description = "Events appended one at a time (2000; short: 200).")
    private @Nullable Integer singleEvents;

    @Option(
            names = "--single-rate",
            defaultValue = "100",
            description = "How many of them a second (${DEFAULT-VALUE}).")
    private int singlePerSecond;

    @Option(names = "--documents", description = "Documents of each of four projections (250000; short: 5000).")
    private @Nullable Integer documents;

    @Option(names = "--heaps", split = ",", defaultValue = "512,128", description = "Heaps in MiB (${DEFAULT-VALUE}).")
    private List<Integer> heaps = List.of();

    @Option(
            names = "--writers",
            defaultValue = "4",
            description = "Threads that write older events (${DEFAULT-VALUE}).")
    private int writers;

    @Option(names = "--seed", defaultValue = "2026", description = "Seed of the generated events (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--oplog-mb", defaultValue = "4000", description = "Oplog of the MongoDB (${DEFAULT-VALUE}).")
    private int oplogMegabytes;

    @Option(names = "--leat", description = "A property of the replicas, such as leat.batch.max-events=1000.")
    private Map<String, String> properties = new HashMap<>();

    @Option(names = "--jvm", description = "An option for the JVM of the replicas.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--logs", description = "Folder for the logs of the replicas; otherwise they are thrown away.")
    private @Nullable Path logs;

    @Option(names = "--json", description = "File for the rows, one JSON object a line, written anew after each part.")
    private @Nullable Path json;

    /** What is measured. */
    enum Part {
        history,
        projections,
        ledger,
        memory
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = new Settings(
                size(events, 50_000, 2_000),
                size(warmUp, 60_000, 1_000),
                size(streams, 5_000, 500),
                1.0,
                seed,
                List.of(1),
                1,
                size(repeat, 3, 1),
                1,
                properties,
                jvmOptions);
        ScaleSizes sizes = sizes();
        Progress progress = new Progress(System.err);
        progress.say("looking for a MongoDB");
        MongoServer server = DevMongoDb.start(List.of("--oplog-mb", Integer.toString(oplogMegabytes)));
        try (Workplace workplace = new Workplace(server, settings, logs)) {
            return measure(new Bench(workplace, settings, sizes, progress));
        }
    }

    private ScaleSizes sizes() {
        return new ScaleSizes(
                size(histories, List.of(10_000L, 100_000L, 1_000_000L, 10_000_000L), List.of(1_000L, 20_000L)),
                size(projections, List.of(4, 40, 400), List.of(4, 40)),
                size(projectionEvents, 10_000, 1_000),
                size(projectionStreams, 500, 100),
                partitions,
                projectionReplicas,
                size(slowSeconds, 10, 2),
                size(ledgerEvents, 10_000_000L, 20_000L),
                size(singleEvents, 2_000, 200),
                singlePerSecond,
                size(documents, 250_000, 5_000),
                heaps,
                writers);
    }

    private <T> T size(@Nullable T given, T usual, T small) {
        if (given != null) {
            return given;
        }
        return trial ? small : usual;
    }

    private int measure(Bench bench) throws InterruptedException {
        Preliminaries preliminaries = new Preliminaries(bench.workplace(), bench.settings(), bench.progress());
        preliminaries.train();
        List<ScaleRow> rows = new ArrayList<>();
        @Nullable LedgerPart ledger = parts.contains(Part.ledger) ? new LedgerPart(bench) : null;
        if (parts.contains(Part.history)) {
            add(rows, new HistoryPart(bench, ledger).run());
        }
        if (parts.contains(Part.projections)) {
            Bounds bounds = preliminaries.bounds();
            add(rows, new ProjectionsPart(bench, bounds).run());
        }
        if (ledger != null) {
            add(rows, ledger.run());
        }
        if (parts.contains(Part.memory)) {
            add(rows, new MemoryPart(bench).run());
        }
        return rows.stream().allMatch(row -> row.isExact() && row.isDone()) ? 0 : FAILED;
    }

    private void add(List<ScaleRow> rows, List<ScaleRow> more) {
        rows.addAll(more);
        System.out.println();
        System.out.print(ScaleOutput.text(more));
        Path file = json;
        if (file != null) {
            ScaleOutput.write(file, rows);
        }
    }
}
