package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.EventType;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.verify.CheckReport;
import dev.leat.verify.HistoryChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * The small system whose stored documents are kept in {@code src/test/resources/formats}, one folder per format. What it
 * is made of must stay as it is: the kept documents are its.
 */
public final class FormatFixture {

    static final SourceId ORDERS = SourceId.of("orders");

    /** While true, streams whose names begin with {@code bad} fail from their second version on. */
    final AtomicBoolean broken = new AtomicBoolean(true);

    /** The folder of a format, in the sources. */
    static Path folder(int format) {
        return Path.of("src", "test", "resources", "formats", "v" + format);
    }

    /** The versions that took effect in a stream. */
    public record Seen(List<Long> versions) {

        static final Seen NOTHING = new Seen(List.of());

        Seen plus(long version) {
            List<Long> all = new ArrayList<>(versions);
            all.add(version);
            return new Seen(all);
        }
    }

    /** A sum. */
    public record Sum(long count, long sum) {

        static final Sum ZERO = new Sum(0, 0);

        Sum plus(long amount) {
            return new Sum(count + 1, sum + amount);
        }
    }

    static LeatMongoBuilder configure(LeatMongoBuilder builder) {
        return builder.mapping(
                ORDERS,
                EventMapping.of("order.id", "kind").withVersion("order.seq").withTime("at"));
    }

    /** Keyed by stream. */
    static Projection<Seen> accounts() {
        return Projection.named("accounts")
                .into("accounts", Seen.class)
                .partitions(8)
                .startingWith(Seen.NOTHING)
                .onAny((seen, data, event) -> seen.plus(event.version()))
                .build();
    }

    /** Keyed by content. */
    static Projection<Sum> turnover() {
        return Projection.named("turnover")
                .into("turnover", Sum.class)
                .partitions(4)
                .keyedBy(event -> event.data() instanceof BsonDocument data && data.containsKey("currency")
                        ? Optional.of(Key.of(data.getString("currency").getValue()))
                        : Optional.empty())
                .startingWith(Sum.ZERO)
                .onAny((sum, data, event) ->
                        sum.plus(((BsonDocument) data).getInt64("amount").getValue()))
                .build();
    }

    /** The second version of a projection, with failures. */
    Projection<Seen> notes() {
        return failing("notes", 2, 4);
    }

    /** A projection that stops early. */
    Projection<Seen> late() {
        return failing("late", 1, 2);
    }

    private Projection<Seen> failing(String name, int version, int partitions) {
        return Projection.named(name)
                .version(version)
                .into(name, Seen.class)
                .partitions(partitions)
                .startingWith(Seen.NOTHING)
                .onAny((seen, data, event) -> {
                    if (broken.get() && event.stream().value().startsWith("bad") && event.version() >= 2) {
                        throw new IllegalStateException("broken at version " + event.version());
                    }
                    return seen.plus(event.version());
                })
                .build();
    }

    /** Of a source that others write. */
    static Projection<Sum> orders() {
        return Projection.named("order-sums")
                .into("orderSums", Sum.class)
                .from(ORDERS)
                .partitions(2)
                .startingWith(Sum.ZERO)
                .onAny((sum, data, event) ->
                        sum.plus(((BsonDocument) data).getInt64("amount").getValue()))
                .build();
    }

    List<Projection<?>> projections() {
        return List.of(accounts(), turnover(), notes(), late(), orders());
    }

    /** Puts the kept documents of a format into a test's databases, whose collections are prepared. */
    static void load(Deployment deployment, int format) {
        kept(folder(format).resolve("data"))
                .forEach((collection, documents) -> insert(deployment.database(), collection, documents));
        kept(folder(format).resolve("leat"))
                .forEach((collection, documents) -> insert(deployment.leatDatabase(), collection, documents));
    }

    private static void insert(MongoDatabase database, String collection, List<BsonDocument> documents) {
        database.getCollection(collection, BsonDocument.class).insertMany(documents);
    }

    /** Starts a replica with all projections. */
    Leat start(Deployment deployment, LeatMongo stores, LeatListener listener) {
        return deployment.replica(
                stores, "present", Deployment.QUICK, listener, projections().toArray(Projection<?>[]::new));
    }

    /** Waits until everything that can take effect did, and demands that all of it is right. */
    void awaitExact(LeatMongo stores) {
        Deployment.eventually(() -> {
            CheckReport report = HistoryChecker.of(stores, projections()).check();
            assertThat(report.findings()).isEmpty();
            assertThat(report.waiting()).isZero();
        });
    }

    /** Appends one event. */
    static void append(EventStore store, String stream, Object id, String currency, long amount) {
        BsonDocument data =
                new BsonDocument("currency", new BsonString(currency)).append("amount", new BsonInt64(amount));
        NewEvent event = NewEvent.of(EventType.of("Paid"), data)
                .withId(EventId.of(id))
                .at(Instant.parse("2026-01-02T03:04:05.678Z"))
                .withMetadata(Map.of("by", "the fixture"));
        store.append(StreamId.of(stream), ExpectedVersion.any(), List.of(event)).orThrow();
    }

    /** Inserts an order as others write it. */
    static void order(MongoDatabase data, String order, long seq, long amount) {
        data.getCollection(ORDERS.name(), BsonDocument.class)
                .insertOne(BsonDocument.parse("{_id: '" + order + "/" + seq + "', kind: 'Ordered', order: {id: '"
                        + order
                        + "', seq: " + seq + "}, at: {$date: '2026-01-02T03:04:05Z'}, amount: {$numberLong: '" + amount
                        + "'}}"));
    }

    /** Writes collections of a database as extended JSON, a file each, a document a line. */
    static void dump(MongoDatabase database, Path folder, List<String> collections) throws IOException {
        Files.createDirectories(folder);
        JsonWriterSettings exact =
                JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
        for (String collection : collections) {
            List<String> lines = database.getCollection(collection, BsonDocument.class)
                    .find()
                    .map(document -> document.toJson(exact))
                    .into(new ArrayList<>());
            Files.writeString(
                    folder.resolve(collection + ".json"),
                    lines.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n")));
        }
    }

    /** The kept documents of a folder, by collection. */
    static Map<String, List<BsonDocument>> kept(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".json", ""), FormatFixture::documents));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<BsonDocument> documents(Path file) {
        try {
            return BsonArray.parse(Files.readString(file)).stream()
                    .map(value -> value.asDocument())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
