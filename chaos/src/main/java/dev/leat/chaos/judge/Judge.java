package dev.leat.chaos.judge;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Counts the effects of each event. It takes the event collection for the truth, with the writers as its witnesses, and
 * for each (projection, stream) compares it with what the documents list. Confined to one thread; blocks.
 */
public final class Judge {

    private static final int MOST_EXAMPLES = 20;

    private final MongoDatabase database;
    private final String events;
    private final List<String> examples = new ArrayList<>();

    /**
     * Prepares to judge.
     *
     * @param events the event collection; its documents have {@code stream} and {@code version}
     */
    public Judge(MongoDatabase database, String events) {
        this.database = database.withReadConcern(ReadConcern.MAJORITY);
        this.events = events;
    }

    /**
     * Judges, while nothing is written.
     *
     * @param projections collections of documents with {@code applied}, a list of {@code stream#version}, or
     *     {@code runs}, a list of {@code first-last} of the stream that is their id
     * @param acknowledged the last version of each stream that a writer knows to be committed
     */
    public Verdict judge(List<String> projections, Map<String, Long> acknowledged) {
        examples.clear();
        Map<String, Long> versions = committed();
        long missing = 0;
        for (Map.Entry<String, Long> stream : acknowledged.entrySet()) {
            long lacking = stream.getValue() - versions.getOrDefault(stream.getKey(), 0L);
            if (lacking > 0) {
                missing += lacking;
                example("the event collection lacks " + lacking + " acknowledged events of " + stream.getKey());
            }
        }
        long count = versions.values().stream().mapToLong(Long::longValue).sum();
        List<Verdict.OfProjection> found = new ArrayList<>();
        projections.forEach(projection -> found.add(judge(projection, versions)));
        return new Verdict(count, missing, found, examples);
    }

    /** The last version of each stream; a stream has them all from 1, which is checked. */
    private Map<String, Long> committed() {
        Map<String, Long> counts = new HashMap<>();
        Map<String, Long> versions = new HashMap<>();
        for (Document event :
                database.getCollection(events).find().projection(Projections.include("stream", "version"))) {
            counts.merge(event.getString("stream"), 1L, Long::sum);
            versions.merge(event.getString("stream"), event.getLong("version"), Math::max);
        }
        versions.forEach((stream, version) -> {
            if (!version.equals(counts.get(stream))) {
                throw new IllegalStateException("Stream " + stream + " has " + counts.get(stream)
                        + " events up to version " + version + ", so the events themselves are damaged.");
            }
        });
        return versions;
    }

    private Verdict.OfProjection judge(String projection, Map<String, Long> versions) {
        Map<String, int[]> effects = new HashMap<>();
        versions.forEach((stream, version) -> effects.put(stream, new int[Math.toIntExact(version) + 1]));
        Counter counter = new Counter(projection, effects);
        long documents = 0;
        for (Document document : database.getCollection(projection).find()) {
            documents++;
            counter.document(document);
        }
        long lost = 0;
        for (Map.Entry<String, int[]> stream : effects.entrySet()) {
            int[] counts = stream.getValue();
            for (int version = 1; version < counts.length; version++) {
                if (counts[version] == 0) {
                    lost++;
                    example(projection + " lost " + stream.getKey() + "#" + version);
                }
            }
        }
        return new Verdict.OfProjection(
                projection, documents, counter.effects, lost, counter.twice, counter.outOfOrder);
    }

    private void example(String words) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(words);
        }
    }

    /** Counts the effects in the documents of one projection. */
    private final class Counter {

        private final String projection;
        private final Map<String, int[]> counts;
        private long effects;
        private long twice;
        private long outOfOrder;

        Counter(String projection, Map<String, int[]> counts) {
            this.projection = projection;
            this.counts = counts;
        }

        void document(Document document) {
            String id = document.getString("_id");
            Map<String, Integer> last = new HashMap<>();
            for (String event : listed(document, "applied")) {
                int hash = event.lastIndexOf('#');
                effect(id, event.substring(0, hash), Integer.parseInt(event.substring(hash + 1)), last);
            }
            for (String run : listed(document, "runs")) {
                int[] ends = Arrays.stream(run.split("-", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                for (int version = ends[0]; version <= ends[1]; version++) {
                    effect(id, id, version, last);
                }
            }
        }

        private static List<String> listed(Document document, String field) {
            return document.containsKey(field) ? document.getList(field, String.class) : List.of();
        }

        private void effect(String id, String stream, int version, Map<String, Integer> last) {
            effects++;
            int before = last.getOrDefault(stream, 0);
            last.put(stream, Math.max(before, version));
            int[] seen = counts.getOrDefault(stream, new int[0]);
            if (version >= seen.length || ++seen[version] > 1) {
                twice++;
                example(projection + " has " + stream + "#" + version + " once more, in " + id);
            } else if (version < before) {
                outOfOrder++;
                example(projection + " has " + stream + "#" + version + " behind #" + before + ", in " + id);
            }
        }
    }
}
