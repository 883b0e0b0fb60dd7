package dev.leat.benchmarks.replica;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.LeatBuilder;
import dev.leat.benchmarks.workload.BenchStores;
import dev.leat.benchmarks.workload.ProjectionSet;
import dev.leat.mongodb.LeatMongo;
import dev.leat.partition.Partitioning;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One replica as a process of its own: takes orders on its input and reports on its output. */
@Command(name = "replica", hidden = true, description = "One replica of the benchmark; started by it.")
public final class ReplicaCommand implements Callable<Integer> {

    /** Exit code of a replica whose benchmark is gone. */
    private static final int ORPHANED = 3;

    @Option(names = "--uri", required = true)
    private String uri = "";

    @Option(names = "--database", required = true)
    private String database = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Option(names = "--projections")
    private int projections = 1;

    @Option(names = "--partitions")
    private int partitions = Partitioning.DEFAULT_COUNT;

    @Option(names = "--types")
    private int types;

    @Option(names = "--leat")
    private Map<String, String> properties = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        Gate gate = new Gate();
        ReportingListener listener = new ReportingListener(ReplicaCommand::print);
        MongoClient client = MongoClients.create(uri);
        LeatMongo stores = BenchStores.open(client, database);
        LeatBuilder builder = Leat.builder(new GatedStores(stores, gate))
                .replicaName(name)
                .properties(properties)
                .listener(listener);
        new ProjectionSet(projections, partitions, types).projections().forEach(builder::exactlyOnce);
        Leat leat = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            gate.open();
            leat.close();
            stores.close();
            client.close();
        }));
        leat.start();
        print(new Report.Ready());
        obey(gate, listener);
        // The benchmark is gone, and with it, perhaps, the server: nothing is left to be handed over.
        Runtime.getRuntime().halt(ORPHANED);
        return ORPHANED;
    }

    private static void obey(Gate gate, ReportingListener listener) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = orders.readLine();
        while (line != null) {
            switch (Order.valueOf(line)) {
                case HOLD -> {
                    gate.shut();
                    print(new Report.Held());
                }
                case GO -> gate.open();
                case TRACE -> listener.trace(true);
                case HUSH -> listener.trace(false);
                case HEAP -> print(new Report.Heap(heapAfterCollection()));
            }
            line = orders.readLine();
        }
    }

    private static long heapAfterCollection() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** One line is one call, so that lines of several threads do not mix. */
    private static void print(Report report) {
        System.out.println(report.line());
    }
}
