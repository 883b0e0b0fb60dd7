package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.event.EventStore;
import dev.leat.event.Position;
import dev.leat.event.StreamId;
import dev.leat.failure.NewerFormatException;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.operate.ParkedKeys;
import dev.leat.projection.Key;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that a newer Leat stored: none is half understood, nothing is lost, and all goes on with a Leat that knows. */
@RealMongo
class NewerFormatIT {

    private static final String LEDGER = "ledger.events";
    private static final BsonDocument NEWER = new BsonDocument("v", new BsonInt32(MongoNames.FORMAT + 1));

    private final FormatFixture fixture = new FormatFixture();
    private final Map<String, String> heard = new ConcurrentHashMap<>();
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores(FormatFixture::configure);
        stores.prepare(List.of(SourceId.DEFAULT, FormatFixture.ORDERS));
        store = stores.eventStore();
        FormatFixture.load(deployment, 1);
        fixture.broken.set(false);
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    private Leat start() {
        LeatListener listener = new LeatListener() {
            @Override
            public void newerFormat(String task, NewerFormatException cause) {
                heard.put(task, String.valueOf(cause.getMessage()));
            }
        };
        return fixture.start(deployment, stores, listener);
    }

    /** What a newer Leat would have done to a document. */
    private BsonDocument makeNewer(MongoCollection<BsonDocument> collection, BsonDocument id) {
        BsonDocument before = collection.findOneAndUpdate(id, new BsonDocument("$set", NEWER));
        assertThat(before).isNotNull();
        return before == null ? new BsonDocument() : before;
    }

    private MongoCollection<BsonDocument> own(String collection) {
        return deployment.leatDatabase().getCollection(collection, BsonDocument.class);
    }

    private void awaitRefusal(String task, String collection, String id) {
        Deployment.eventually(() -> assertThat(heard.getOrDefault(task, "nothing"))
                .contains(collection + " ", "Document " + id + " ", "format v 2", "up to 1", "deploy that everywhere"));
    }

    private void assertExactOnceKnown() {
        deployment.awaitAccountsRight();
        fixture.awaitExact(stores);
    }

    @ParameterizedTest
    @CsvSource({
        "ledger.events, {_id: {$numberLong: '33'}},       33,              tailer events",
        "coverage,      {_id: 'events'},                  events,          tailer events",
        "control,       {_id: 'second~0ed88d11-52bc'},    second~0ed88d11-52bc, member",
        "control,       {_id: 'tailer:orders'},           tailer:orders,   member",
        "control,       {_id: 'assignment'},              assignment,      member",
        "control,       {_id: 'park-requests'},           park-requests,   member",
        "partitions,    {_id: 'turnover:1/3'},            turnover:1/3,    member",
        "parked,        {_id: 'notes:2/bad-1'},           notes:2/bad-1,   projection notes:2",
        "parkedEvents,  {_id: 'late:1/bad-1/15'},         late:1/bad-1/15, projection late:1",
    })
    void documentOfANewerFormat_stopsWhoeverNeedsIt_untilItIsKnown(
            String collection, String filter, String id, String task) {
        BsonDocument document = BsonDocument.parse(filter);
        BsonDocument before = makeNewer(own(collection), document);

        start();

        awaitRefusal(task, collection, id);
        assertThat(own(collection).find(document).first()).isEqualTo(with(before, NEWER));
        own(collection).replaceOne(document, before);
        assertExactOnceKnown();
    }

    @Test
    void entryOfANewerFormat_letsTakeEffect_whatStandsBeforeIt_andNothingBehind() {
        BsonDocument id = BsonDocument.parse("{_id: {$numberLong: '28'}}");
        BsonDocument before = makeNewer(own(LEDGER), id);

        start();

        awaitRefusal("projection late:1", LEDGER, "28");
        Deployment.eventually(
                () -> assertThat(stores.leases().ownerships(fixture.late().id()))
                        .allMatch(ownership -> ownership.checkpoint().equals(Position.of(27))));
        own(LEDGER).replaceOne(id, before);
        assertExactOnceKnown();
    }

    @Test
    void pointersOfANewerFormat_areRefused_likeTheEntry() {
        BsonDocument id = BsonDocument.parse("{_id: {$numberLong: '28'}}");
        BsonDocument before = own(LEDGER)
                .findOneAndUpdate(id, new BsonDocument("$set", new BsonDocument("p", new BsonBinary(new byte[] {2, 0, 0
                }))));
        assertThat(before).isNotNull();

        start();

        Deployment.eventually(() -> assertThat(heard.getOrDefault("projection late:1", "nothing"))
                .contains("Document 28 ", "format pointers 2"));
        own(LEDGER).replaceOne(id, before == null ? new BsonDocument() : before);
        assertExactOnceKnown();
    }

    @Test
    void eventOfANewerFormat_inTheLedger_stopsItsProjections() {
        MongoCollection<BsonDocument> events = deployment.database().getCollection("events", BsonDocument.class);
        BsonDocument applied = BsonDocument.parse("{_id: 'event-2-ü'}");
        BsonDocument before = makeNewer(events, applied);

        start();

        awaitRefusal("projection late:1", "events", "event-2-ü");
        awaitRefusal("projection notes:2", "events", "event-2-ü");
        assertThatThrownBy(() -> store.read(StreamId.of("bad-2"), 1).toList()).isInstanceOf(NewerFormatException.class);
        events.replaceOne(applied, before);
        assertExactOnceKnown();
    }

    @Test
    void registrationOfANewerFormat_stopsTheStart() {
        BsonDocument id = BsonDocument.parse("{_id: 'accounts:1'}");
        BsonDocument before = makeNewer(own("projections"), id);

        assertThatThrownBy(this::start)
                .isInstanceOf(NewerFormatException.class)
                .hasMessageContaining("projections has format v 2");
        own("projections").replaceOne(id, before);
        start();
        assertExactOnceKnown();
    }

    @Test
    void wakeUpOfANewerFormat_isPassedOver_andTheNextIsHeard() {
        own("wakeups").insertOne(BsonDocument.parse("{v: 2, news: ['what only a newer Leat understands']}"));
        start();
        own("wakeups").insertOne(BsonDocument.parse("{v: 2}"));
        assertExactOnceKnown();
        assertThat(heard).isEmpty();
    }

    @Test
    void requestAboutAParkedKeyOfANewerFormat_isRefused() {
        BsonDocument id = BsonDocument.parse("{_id: 'notes:2/bad-1'}");
        BsonDocument before = makeNewer(own("parked"), id);

        assertThatThrownBy(() -> ParkedKeys.of(stores).retry(fixture.notes().id(), Key.of("bad-1"), "a test", "mended"))
                .isInstanceOf(NewerFormatException.class);
        assertThat(own("parked").find(id).first()).isEqualTo(with(before, NEWER));
    }

    private static BsonDocument with(BsonDocument document, BsonDocument more) {
        BsonDocument whole = document.clone();
        whole.putAll(more);
        return whole;
    }
}
