package dev.leat.benchmarks.kafka.consumer;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.benchmarks.replica.Report;
import dev.leat.benchmarks.workload.TotalsProjection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One consumer as a process of its own: reports on its output, and ends with its input. */
@Command(name = "consumer", hidden = true, description = "One consumer of the comparison; started by it.")
public final class ConsumerCommand implements Callable<Integer> {

    /** Exit code of a consumer whose benchmark is gone. */
    private static final int ORPHANED = 3;

    private static final long STOP_SECONDS = 15;

    @Option(names = "--uri", required = true)
    private String uri = "";

    @Option(names = "--database", required = true)
    private String database = "";

    @Option(names = "--bootstrap", required = true)
    private String bootstrap = "";

    @Option(names = "--topic", required = true)
    private String topic = "";

    @Option(names = "--consumer")
    private Map<String, String> overrides = new HashMap<>();

    @Override
    public Integer call() {
        Thread.ofPlatform().name("input").daemon().start(ConsumerCommand::endWithInput);
        String collection = TotalsProjection.collections(1).getFirst();
        try (MongoClient client = MongoClients.create(uri)) {
            ConsumerLoop loop = new ConsumerLoop(
                    new KafkaConsumer<>(ConsumerSettings.of(bootstrap, "leat-" + database, overrides)),
                    new TotalsFold(new MongoTotals(client.getDatabase(database).getCollection(collection))),
                    ConsumerCommand::print);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(loop, ended)));
            try {
                loop.run(topic);
            } finally {
                ended.countDown();
            }
        }
        return 0;
    }

    private static void stop(ConsumerLoop loop, CountDownLatch ended) {
        loop.stop();
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the consumer does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endWithInput() {
        try {
            // Orders are for replicas; a consumer's feed is held back instead.
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("input: " + e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    /** One line is one call, so that lines of several threads do not mix. */
    private static void print(Report report) {
        System.out.println(report.line());
    }
}
