package dev.leat.chaos.replica;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.LeatBuilder;
import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.chaos.workload.ChaosStores;
import dev.leat.mongodb.LeatMongo;
import dev.leat.readmodel.ReadModelStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One replica as a process of its own: takes orders on its input and reports on its output. */
@Command(name = "replica", hidden = true, description = "One replica of a run; started by it.")
public final class ReplicaCommand implements Callable<Integer> {

    /** Exit code of a replica whose run is gone. */
    private static final int ORPHANED = 71;

    private static final int CALL_SECONDS = 15;

    @Option(names = "--uri", required = true)
    private String uri = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--address", description = "Where every member is to be reached, instead of where it says.")
    private @Nullable InetAddress address;

    @Option(names = "--broken")
    private @Nullable Broken broken;

    @Option(names = "--mended")
    private boolean mended;

    @Option(names = "--leat", required = true, description = "File of leat.* properties.")
    private Path properties = Path.of("");

    @Override
    public Integer call() throws IOException {
        AtomicBoolean mends = new AtomicBoolean(mended);
        Ambush ambush = new Ambush(ReplicaCommand::print);
        MongoClient client = connect(ambush);
        LeatMongo stores = ChaosStores.open(client);
        LeatBuilder builder = Leat.builder(hooked(stores, client, ambush))
                .replicaName(name)
                .properties(properties(ambush))
                .listener(new TellingListener(ReplicaCommand::print));
        ChaosProjections.all(mends::get).forEach(builder::exactlyOnce);
        Leat leat = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ambush.clear();
            leat.close();
            stores.close();
            client.close();
        }));
        leat.start();
        print(new Report(Report.Kind.READY, Long.toString(System.currentTimeMillis())));
        obey(ambush, mends);
        // The run is gone, and with it the servers: nothing is left to be handed over.
        Runtime.getRuntime().halt(ORPHANED);
        return ORPHANED;
    }

    /** A swallowed reply shows only by a limit, and the driver has none unless told. */
    private MongoClient connect(Ambush ambush) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applicationName(name)
                .addCommandListener(new NoteHook(ambush))
                .applyToSocketSettings(socket -> socket.connectTimeout(CALL_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(CALL_SECONDS, TimeUnit.SECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(CALL_SECONDS, TimeUnit.SECONDS));
        InetAddress proxy = address;
        if (proxy != null) {
            settings.inetAddressResolver(host -> List.of(proxy));
        }
        return MongoClients.create(settings.build());
    }

    private HookedStores hooked(LeatMongo stores, MongoClient client, Ambush ambush) {
        Broken way = broken;
        ReadModelStore readModels = way == null || !way.isOfStore()
                ? stores.readModels()
                : new BrokenReadModels(stores, client, way, ambush);
        return new HookedStores(
                stores,
                new HookedLedger(stores.ledger(), ambush, ReplicaCommand::print),
                new HookedReadModels(readModels, ambush, ReplicaCommand::print));
    }

    private Map<String, String> properties(Ambush ambush) throws IOException {
        Properties file = new Properties();
        try (Reader in = Files.newBufferedReader(properties)) {
            file.load(in);
        }
        Map<String, String> all = new HashMap<>();
        file.stringPropertyNames().forEach(key -> all.put(key, file.getProperty(key)));
        ProduceHook.use(ambush);
        all.put("leat.kafka.producer.interceptor.classes", ProduceHook.class.getName());
        Broken way = broken;
        if (way != null && !way.isOfStore()) {
            all.put("leat.kafka.consumer.interceptor.classes", BrokenRecords.class.getName());
            all.put("leat.kafka.consumer." + BrokenRecords.PROMISE, way.name());
        }
        return all;
    }

    private static void obey(Ambush ambush, AtomicBoolean mends) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            Order order = Order.parse(line);
            switch (order.verb()) {
                case HOLD -> ambush.lay(order.points(), false);
                case HALT -> ambush.lay(order.points(), true);
                case GO, CLEAR -> ambush.clear();
                case MEND -> mends.set(true);
                case SPOIL -> mends.set(false);
                case SAMPLE -> print(new Report(Report.Kind.HEAP, Long.toString(heapAfterCollection())));
            }
        }
    }

    private static long heapAfterCollection() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** One line is one call, so that lines of several threads do not mix. */
    private static void print(Report report) {
        System.out.println(report.line());
    }
}
