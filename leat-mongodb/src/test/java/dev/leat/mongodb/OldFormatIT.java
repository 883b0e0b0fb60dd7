package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.park.ParkedEvent;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents that older versions of Leat stored: the present one goes on with them. The kept documents are those of a
 * system whose replica was killed and whose events went on. Its resume tokens are another server's, which is a loss of
 * history for this one; Leat repairs that, and these tests include it.
 */
@RealMongo
class OldFormatIT {

    private static final Map<String, Integer> VERSIONS = Map.of(
            "account-0",
            8,
            "account-1",
            8,
            "account-2",
            8,
            "account-3",
            4,
            "account-10",
            1,
            "account-11",
            1,
            "account-12",
            1,
            "account-13",
            1,
            "größe/ : $x.y",
            4);

    private final FormatFixture fixture = new FormatFixture();
    private final Set<SourceId> compared =
            Collections.synchronizedSet(new TreeSet<>(Comparator.comparing(SourceId::name)));
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores(FormatFixture::configure);
        stores.prepare(List.of(SourceId.DEFAULT, FormatFixture.ORDERS));
        store = stores.eventStore();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private Leat start() {
        LeatListener listener = new LeatListener() {
            @Override
            public void reconciling(SourceId source, String reason) {
                compared.add(source);
            }
        };
        return fixture.start(deployment, stores, listener);
    }

    @ParameterizedTest
    @ValueSource(ints = {1})
    void keptSystem_goesOn_andItsReadModelsEndExactlyRight(int format) {
        FormatFixture.load(deployment, format);
        fixture.broken.set(false);
        goesOnExactly();
        assertThat(compared)
                .as("sources whose history was lost")
                .containsExactly(SourceId.DEFAULT, FormatFixture.ORDERS);
    }

    @Test
    void documentsWithoutAFormat_areOfTheFirst() {
        FormatFixture.load(deployment, 1);
        for (MongoDatabase database : List.of(deployment.leatDatabase(), deployment.database())) {
            for (String collection : database.listCollectionNames()) {
                database.getCollection(collection)
                        .updateMany(new Document(), new Document("$unset", new Document("v", 1)));
            }
        }
        fixture.broken.set(false);
        goesOnExactly();
    }

    /** The key that Leat was still trying comes by itself, and so does the one somebody asked for; one waits. */
    private void goesOnExactly() {
        Leat leat = start();
        FormatFixture.append(store, "account-0", new ObjectId(), "EUR", 100);
        FormatFixture.order(deployment.database(), "order-0", 5, 1_000);

        VERSIONS.forEach((stream, last) -> awaitVersions("accounts", stream, stream.equals("account-0") ? 9 : last));
        awaitVersions("notes", "account-0", 9);
        awaitVersions("late", "account-0", 9);
        awaitVersions("notes", "bad-2", 3);
        awaitVersions("late", "bad-2", 3);
        awaitVersions("late", "bad-1", 5);
        awaitSum("turnover", "EUR", 25 + 1, 85 + 100);
        awaitSum("orderSums", "order-0", 5, 1_400);
        awaitSum("orderSums", "order-2", 4, 408);

        ProjectionId notes = fixture.notes().id();
        Deployment.eventually(() -> assertThat(stores.parked().queue(notes, Key.of("bad-1"), 100))
                .extracting(ParkedEvent::position)
                .startsWith(Position.of(15), Position.of(22), Position.of(27))
                .hasSize(4));
        assertThat(stores.parked().parked(notes))
                .singleElement()
                .extracting(ParkedKey::key, ParkedKey::state, ParkedKey::failedAt)
                .containsExactly(Key.of("bad-1"), ParkedKey.State.PARKED, Position.of(15));
        assertThat(leat.parked().retry(notes, Key.of("bad-1"), "a test", "mended"))
                .isEqualTo(1);
        awaitVersions("notes", "bad-1", 5);
        Deployment.eventually(() -> assertThat(stores.parked().parked(notes)).isEmpty());

        deployment.assertLedgerExact(SourceId.DEFAULT);
        fixture.awaitExact(stores);
    }

    private void awaitVersions(String collection, String key, int last) {
        Deployment.eventually(() -> assertThat(document(collection, key).getList("versions", Long.class, List.of()))
                .as("versions of %s in %s", key, collection)
                .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    private void awaitSum(String collection, String key, long count, long sum) {
        Deployment.eventually(() -> assertThat(document(collection, key))
                .isEqualTo(new Document("_id", key).append("count", count).append("sum", sum)));
    }

    private Document document(String collection, String key) {
        Document found = deployment
                .database()
                .getCollection(collection)
                .find(new Document("_id", key))
                .first();
        return found == null ? new Document() : found;
    }
}
