package dev.leat.examples.onlineretail.replica;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.Leat;
import dev.leat.mongodb.LeatMongo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A replica: runs all projections until SIGTERM, or until standard input ends, which happens when the process that
 * started it is gone. Then it finishes the batch in flight and hands its partitions over.
 */
@Command(name = "replica", hidden = true, description = "One replica of the demo; the demo starts it.")
public final class ReplicaCommand implements Callable<Integer> {

    /** The environment variable with the connection string: unlike an argument, it is not for every user to see. */
    static final String URI_VARIABLE = "LEAT_REPLICA_MONGODB_URI";

    @Option(names = "--uri", defaultValue = "${env:" + URI_VARIABLE + "}", required = true)
    private String uri = "";

    @Option(names = "--database", required = true)
    private String database = "";

    @Option(names = "--name", required = true)
    private String name = "";

    @Override
    public Integer call() throws IOException {
        MongoClient client = MongoClients.create(uri);
        LeatMongo stores = RetailLeat.stores(client, database);
        CommitReport commits = new CommitReport(System.out);
        Leat leat = RetailLeat.replica(stores, name, commits);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            leat.close();
                            stores.close();
                            client.close();
                        },
                        "shutdown"));
        leat.start();
        commits.start();
        while (System.in.read() >= 0) {
            // Nothing is expected but the end.
        }
        return 0;
    }
}
