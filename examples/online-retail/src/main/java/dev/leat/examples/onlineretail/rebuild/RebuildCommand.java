package dev.leat.examples.onlineretail.rebuild;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.examples.onlineretail.load.EventFile;
import dev.leat.examples.onlineretail.load.EventLoader;
import dev.leat.examples.onlineretail.load.LoadListener;
import dev.leat.examples.onlineretail.load.LoadResult;
import dev.leat.examples.onlineretail.replica.RetailLeat;
import dev.leat.examples.onlineretail.server.MongoServer;
import dev.leat.mongodb.LeatMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: how fast a projection is built from the events of the online shop. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Builds a projection, keyed by product, from events of an online shop that are in the ledger already, beside",
            "a plain cursor over the same events. Ends with code 1 when a read model is not exact or the aim is missed."
        })
public final class RebuildCommand implements Callable<Integer> {

    private static final String DATABASE = "rebuild";
    private static final int MISSED = 1;
    private static final double SHARE = 0.5;

    @Option(
            names = "--file",
            description = "Events as NDJSON, plain or gzip; without it the month that comes with the example.")
    private @Nullable Path file;

    @Option(
            names = "--repeat",
            defaultValue = "3",
            description = "Builds, of which the middle one stands (${DEFAULT-VALUE}).")
    private int repeat;

    @Option(names = "--json", description = "File for the result, one JSON object.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeat < 1) {
            throw new IllegalArgumentException("--repeat must be 1 or more: " + repeat + ".");
        }
        try (MongoServer server = MongoServer.ofScript(
                Path.of(System.getProperty("leat.home", ".")),
                "rebuild-" + ProcessHandle.current().pid())) {
            server.start(false);
            try (MongoClient client = MongoClients.create(server.uri())) {
                return measure(client);
            }
        }
    }

    private int measure(MongoClient client) throws IOException, InterruptedException {
        LoadResult loaded = load(client);
        Rebuild rebuild = new Rebuild(client, client.getDatabase(DATABASE));
        say("the first read model, and the ledger");
        long effects = rebuild.first();
        List<Double> cursors = new ArrayList<>();
        List<Double> decoding = new ArrayList<>();
        List<Double> builds = new ArrayList<>();
        for (int number = 1; number <= repeat; number++) {
            cursors.add(rebuild.cursor());
            decoding.add(rebuild.decodingCursor());
            builds.add(loaded.events() * 1e9 / rebuild.again(number, effects).toNanos());
            say("cursor %,.0f events/s, decoding %,.0f, built again at %,.0f"
                    .formatted(cursors.getLast(), decoding.getLast(), builds.getLast()));
        }
        return report(loaded.events(), median(cursors), median(decoding), median(builds), rebuild.differences(repeat));
    }

    private LoadResult load(MongoClient client) throws IOException, InterruptedException {
        Path path = file;
        EventFile events = path == null ? EventFile.sample() : EventFile.of(path);
        say("loading events");
        try (LeatMongo stores = RetailLeat.stores(client, DATABASE)) {
            LoadResult loaded = new EventLoader(stores.eventStore(), EventLoader.DEFAULT_WORKERS)
                    .load(
                            events,
                            Long.MAX_VALUE,
                            line -> say("a malformed line is left out: " + line),
                            LoadListener.NONE);
            say("%,d events".formatted(loaded.events()));
            return loaded;
        }
    }

    private static void say(String what) {
        System.err.println("rebuild: " + what);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private int report(long events, double cursor, double decoding, double built, List<String> differences)
            throws IOException {
        boolean met = built >= SHARE * cursor;
        System.out.printf(
                Locale.ROOT,
                "%,d events: one cursor %,.0f events/s, decoding %,.0f events/s, built again at %,.0f events/s%n"
                        + "%s a rebuild at half the rate of one plain cursor: %.2f (of one that decodes: %.2f)%n%s%n",
                events,
                cursor,
                decoding,
                built,
                met ? "met   " : "short ",
                built / cursor,
                built / decoding,
                differences.isEmpty() ? "exact, checker clean" : "differs: " + differences);
        Path target = json;
        if (target != null) {
            Files.writeString(target, new RebuildRow(events, cursor, decoding, built, differences.isEmpty()).line());
        }
        return met && differences.isEmpty() ? 0 : MISSED;
    }
}
