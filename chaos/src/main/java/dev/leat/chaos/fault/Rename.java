package dev.leat.chaos.fault;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import dev.leat.chaos.replica.Report.Kind;
import dev.leat.chaos.workload.ChaosStores;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bson.Document;

/** {@link FaultKind#RENAME}. Nothing is written meanwhile: an append would make the collection anew. */
final class Rename implements Fault {

    private static final String AWAY = "events_away";
    private static final int MOST_AWAY_MILLIS = 4_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int away = random.nextInt(MOST_AWAY_MILLIS);
        Map<String, Integer> marks = new HashMap<>();
        arena.fleet()
                .names()
                .forEach(name -> marks.put(name, arena.fleet().replica(name).mark()));
        arena.load().pause();
        boolean noticed = false;
        try {
            MongoCollection<Document> events = arena.control().data().getCollection(ChaosStores.EVENTS);
            events.renameCollection(new MongoNamespace(ChaosStores.DATABASE, AWAY));
            noticed = Arena.await(
                    () -> marks.entrySet().stream().anyMatch(mark -> reconciles(arena, mark)), Arena.PATIENCE);
            Thread.sleep(away);
            arena.control().data().getCollection(AWAY).renameCollection(events.getNamespace());
        } finally {
            arena.load().resume();
        }
        return new Evidence(
                "the event collection",
                noticed,
                "renamed away and back, which the tailer " + (noticed ? "noticed" : "did not notice"));
    }

    private static boolean reconciles(Arena arena, Map.Entry<String, Integer> mark) {
        return arena.fleet().replica(mark.getKey()).reports().stream()
                .skip(mark.getValue())
                .anyMatch(report -> report.kind() == Kind.RECONCILING);
    }
}
