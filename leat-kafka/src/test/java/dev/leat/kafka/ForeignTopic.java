package dev.leat.kafka;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Fills a topic from the collection, as the MongoDB Kafka source connector does, well or badly, or with CloudEvents. */
final class ForeignTopic implements AutoCloseable {

    @SuppressWarnings("deprecation") // The connector's default.
    private static final JsonWriterSettings DEFAULT_JSON =
            JsonWriterSettings.builder().outputMode(JsonMode.STRICT).build();

    /** Plain JSON does not tell 32-bit integers from 64-bit ones, so such events are read from the collection. */
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private static final JsonWriterSettings RELAXED =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final MongoCollection<BsonDocument> events;
    private final Set<BsonValue> published = new HashSet<>();
    private final Random random = new Random(7);

    ForeignTopic(Map<String, Object> client, String topic, MongoCollection<BsonDocument> events) {
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.events = events;
    }

    /** Publishes what was inserted since, in a format by its name. */
    void publish(String format) throws InterruptedException, ExecutionException {
        List<BsonDocument> documents = inserted();
        if (format.equals("cloudevents")) {
            send(
                    documents.stream().map(ForeignTopic::cloudEvent).toList(),
                    List.of(new RecordHeader("content-type", bytes("application/cloudevents+json"))));
        } else {
            send(documents.stream()
                    .map(document -> change("insert", document, DEFAULT_JSON))
                    .toList());
        }
    }

    /** Publishes what was inserted since in any order, some of it twice, some not at all, some damaged, and what is no event. */
    void publishBadly() throws InterruptedException, ExecutionException {
        List<String> values = new ArrayList<>();
        for (BsonDocument document : inserted()) {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> values.addAll(Collections.nCopies(3, change("insert", document, DEFAULT_JSON)));
                case 2 -> values.add(change("insert", document, RELAXED));
                case 3 -> values.add(change("insert", document, DEFAULT_JSON).substring(0, 200));
                case 4 -> {
                    BsonDocument part = document.clone();
                    part.remove("stream");
                    values.add(change("insert", part, DEFAULT_JSON));
                }
                case 5 -> {
                    values.add(change("insert", document, DEFAULT_JSON));
                    BsonDocument other = document.clone();
                    other.getDocument("data").put("quantity", new BsonInt32(1_000));
                    values.add(change("update", other, DEFAULT_JSON));
                }
                default -> values.add(change("insert", document, DEFAULT_JSON));
            }
        }
        values.addAll(List.of("no event", "{}", "null", "{\"_id\": {\"_data\": \"82\"}, \"operationType\": \"drop\"}"));
        Collections.shuffle(values, random);
        send(values);
    }

    private List<BsonDocument> inserted() {
        List<BsonDocument> inserted = events.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
        inserted.removeIf(document -> !published.add(document.get("_id")));
        return inserted;
    }

    private static String change(String operation, BsonDocument document, JsonWriterSettings formatter) {
        return new BsonDocument("_id", new BsonDocument("_data", new BsonString("8265A0000000000001")))
                .append("operationType", new BsonString(operation))
                .append("fullDocument", document)
                .append("documentKey", new BsonDocument("_id", document.get("_id")))
                .toJson(formatter);
    }

    private static String cloudEvent(BsonDocument document) {
        return new BsonDocument("specversion", new BsonString("1.0"))
                .append(
                        "id",
                        new BsonString(document.getObjectId("_id").getValue().toHexString()))
                .append("source", new BsonString("/shop"))
                .append("type", document.get("type"))
                .append("subject", document.get("stream"))
                .append(
                        "streamversion",
                        new BsonString(
                                Long.toString(document.getInt64("version").getValue())))
                .append(
                        "time",
                        new BsonString(Instant.ofEpochMilli(
                                        document.getDateTime("time").getValue())
                                .toString()))
                .append("data", document.get("data"))
                .toJson(CANONICAL);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void send(List<String> values) throws InterruptedException, ExecutionException {
        send(values, List.of());
    }

    private void send(List<String> values, List<Header> headers) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String value : values) {
            byte[] key = bytes(Integer.toString(random.nextInt()));
            sent.add(producer.send(new ProducerRecord<>(topic, null, key, bytes(value), headers)));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
