package dev.leat.benchmarks.jmh;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.leat.testkit.mongodb.MongoCluster;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Documents of a read model, found through the view that shows the live version; plainly, in the collection itself. On a
 * real server of its own, so one call of each is a round trip.
 */
public class ViewBenchmark extends SingleStep {

    private static final int DOCUMENTS = 10_000;
    private static final int SOME = 100;

    private final MongoCluster cluster = MongoCluster.start(1);
    private final MongoDatabase database = cluster.client().getDatabase("views");
    private final MongoCollection<Document> collection = database.getCollection("balances_v1");
    private final MongoCollection<Document> view = database.getCollection("balances");
    private int next;

    /** Fills the read model. The server ends soon after the process that started it. */
    public ViewBenchmark() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(new Document("_id", "account-" + i)
                    .append("cents", (long) i)
                    .append("branch", i % SOME));
        }
        collection.insertMany(documents);
        collection.createIndex(new Document("branch", 1));
        database.createView("balances", "balances_v1", List.of());
    }

    private List<Document> byId(MongoCollection<Document> from) {
        next = (next + 7_919) % DOCUMENTS;
        return from.find(Filters.eq("account-" + next)).into(new ArrayList<>());
    }

    private List<Document> hundred(MongoCollection<Document> from) {
        next = (next + 7) % SOME;
        return from.find(Filters.eq("branch", next)).into(new ArrayList<>());
    }

    @Benchmark
    public List<Document> findOne() {
        return byId(view);
    }

    @Benchmark
    public List<Document> findOnePlainly() {
        return byId(collection);
    }

    @Benchmark
    public List<Document> findHundred() {
        return hundred(view);
    }

    @Benchmark
    public List<Document> findHundredPlainly() {
        return hundred(collection);
    }
}
