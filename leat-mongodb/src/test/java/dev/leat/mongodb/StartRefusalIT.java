package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.leat.Leat;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Registration;
import dev.leat.ledger.HistoryWindow;
import dev.leat.observe.LeatListener;
import dev.leat.projection.Projection;
import dev.leat.testkit.mongodb.ClusterOptions;
import dev.leat.testkit.mongodb.MongoCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A MongoDB that cannot carry the guarantee is refused within seconds, with the fact and what mends it. */
class StartRefusalIT {

    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final String DATA = "shop";
    private static final String OWN = "shop_leat";
    private static final String PASSWORD = "s3cret-nobody-may-read";

    private static MongoCluster secured;

    private final List<AutoCloseable> open = new ArrayList<>();
    private int users;

    @BeforeAll
    static void start() {
        secured = MongoCluster.start(ClusterOptions.replicaSet(1).withAccessControl());
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
        for (String database : List.of(DATA, OWN)) {
            MongoDatabase used = secured.client().getDatabase(database);
            used.runCommand(Document.parse("{dropAllUsersFromDatabase: 1}"));
            used.runCommand(Document.parse("{dropAllRolesFromDatabase: 1}"));
            used.drop();
        }
    }

    @Test
    void standaloneServer_isRefused_withTheWayToAReplicaSet() {
        try (MongoCluster standalone = MongoCluster.start(ClusterOptions.standalone())) {
            assertRefused(standalone.uri(), "standalone", "--replSet", "rs.initiate()");
            LeatMongo stores = stores(standalone.client());
            assertThat(catchThrowable(stores::eventStore))
                    .isInstanceOf(UnsuitableStoreException.class)
                    .hasMessageContaining("standalone");
        }
    }

    @Test
    void wrongReplicaSetName_isRefused_withTheServersSeen() {
        assertRefused(
                secured.uri().replace("replicaSet=rs0", "replicaSet=other"),
                "asks for replica set other",
                "of replica set rs0",
                "rs.conf()._id");
    }

    @Test
    void unreachableHost_isRefused_namingIt() {
        assertRefused("mongodb://127.0.0.1:9/?replicaSet=rs0", "127.0.0.1:9", "hosts");
    }

    @Test
    void wrongPassword_isRefused_withoutSayingIt() {
        String uri = userUri("nobody", "wrong-" + PASSWORD);
        assertRefused(uri, "credentials", "password", "authSource");
    }

    @Test
    void noCredentials_areRefused_namingTheRight() {
        assertRefused(secured.uri().replaceFirst("//.*@", "//"), "right", "grantRolesToUser");
    }

    @Test
    void userWithoutReadOnEvents_isRefused_withTheGrant() {
        String uri = user("{role: 'readWrite', db: '" + OWN + "'}");
        assertRefused(
                uri, "lacks the right", "changeStream, find", DATA + ".events", "{role: 'read', db: '" + DATA + "'}");
    }

    @Test
    void userWithoutLeatsOwnDatabase_isRefused_withTheGrant() {
        String uri = user("{role: 'readWrite', db: '" + DATA + "'}");
        assertRefused(uri, "insert", "database " + OWN, "{role: 'readWrite', db: '" + OWN + "'}");
    }

    @Test
    void userWhoMayNotWriteAReadModel_isRefused_withTheGrant() {
        prepareEvents();
        String uri = user("{role: 'read', db: '" + DATA + "'}, {role: 'readWrite', db: '" + OWN + "'}");
        assertRefused(uri, "insert, remove, update", DATA + ".accounts", "{role: 'readWrite', db: '" + DATA + "'}");
    }

    @Test
    void userWhoMayOnlyReadEvents_mayNotOpenTheEventStore() {
        prepareEvents();
        LeatMongo stores = stores(client(user("{role: 'read', db: '" + DATA + "'}")));
        assertThat(catchThrowable(stores::eventStore))
                .isInstanceOf(UnsuitableStoreException.class)
                .hasMessageContainingAll("insert", DATA + ".events", "readWrite");
    }

    /** Neither {@code hostInfo} nor {@code local} nor any write on the events. */
    @Test
    void userWithTheLeastRights_runsAReplica() throws Exception {
        Deployment owner = new Deployment(secured.client(), DATA);
        var store = owner.stores().eventStore();
        Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
        secured.client().getDatabase(DATA).runCommand(Document.parse("""
                {createRole: 'folds', roles: [{role: 'read', db: 'shop'}], privileges: [
                  {resource: {db: 'shop', collection: 'accounts'},
                   actions: ['find', 'insert', 'update', 'remove', 'createCollection']}]}"""));
        String uri = user("{role: 'folds', db: '" + DATA + "'}, {role: 'readWrite', db: '" + OWN + "'}");

        Deployment least = new Deployment(client(uri), DATA);
        try (owner;
                Leat leat = least.replica(
                        least.stores(), "least", Deployment.QUICK, new LeatListener() {}, Fixtures.accounts())) {
            Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
            owner.awaitAccountsExact();
            assertThat(leat.status().sources().getFirst().last().value()).isEqualTo(2);
            assertThat(leat.status().window())
                    .isInstanceOfSatisfying(
                            HistoryWindow.Unknown.class,
                            unknown -> assertThat(unknown.reason())
                                    .contains("grantRolesToUser", "[{role: 'read', db: 'local'}]")
                                    .doesNotContain(PASSWORD));
            assertThat(Leat.statusOf(owner.stores()).window()).isInstanceOf(HistoryWindow.Since.class);
        }
    }

    @Test
    void userWithTheRoleThatTheDoctorPrints_runsAReplica_andIsFoundFit() throws Exception {
        Deployment owner = new Deployment(secured.client(), DATA);
        var store = owner.stores().eventStore();
        Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
        var accounts = Fixtures.accounts();
        var notes = Projection.named("notes")
                .into("notes_v1", Fixtures.Notes.class)
                .shownAs("notes")
                .startingWith(Fixtures.Notes.NONE)
                .onAny((before, data, event) -> before.plus(event))
                .build();
        List<Registration> projections = List.of(Registration.of(accounts), Registration.of(notes));
        String script = owner.stores().doctor().roleScript("projector", projections, List.of("notes"));
        // What mongosh would send: the argument of createRole, without the remarks.
        String role = script.substring(script.indexOf("createRole(") + 11, script.lastIndexOf(')'))
                .replaceAll("//.*", "")
                .replaceFirst("role:", "createRole:");
        MongoDatabase admin = secured.client().getDatabase("admin");
        admin.runCommand(Document.parse(role));
        String uri = user("{role: 'projector', db: 'admin'}");
        Deployment least = new Deployment(client(uri), DATA);
        try (owner;
                Leat leat = least.replica(
                        least.stores(), "least", Deployment.QUICK, new LeatListener() {}, accounts, notes)) {
            Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
            owner.awaitAccountsExact();
            Deployment.eventually(
                    () -> assertThat(owner.database().getCollection("notes").countDocuments())
                            .isEqualTo(1));
            assertThat(leat.status().window()).isInstanceOf(HistoryWindow.Since.class);
            assertThat(least.stores().doctor().examine(projections))
                    .noneMatch(each -> each.grade() == Diagnosis.Grade.FAULT)
                    .anyMatch(each -> each.of().equals("rights") && each.grade() == Diagnosis.Grade.FINE);
        } finally {
            admin.runCommand(Document.parse("{dropRole: 'projector'}"));
        }
    }

    @Test
    void userWithoutARight_isFoundByTheDoctor_withTheGrant() {
        prepareEvents();
        var accounts = Fixtures.accounts();
        String uri = user("{role: 'read', db: '" + DATA + "'}, {role: 'readWrite', db: '" + OWN + "'}");
        List<Diagnosis> found = stores(client(uri)).doctor().examine(List.of(Registration.of(accounts)));
        assertThat(found)
                .filteredOn(each -> each.grade() == Diagnosis.Grade.FAULT)
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.found()).contains("may not insert, remove, update on " + DATA + ".accounts");
                    assertThat(fault.mend()).contains("grantRolesToUser", "{role: 'readWrite', db: '" + DATA + "'}");
                });
        assertThat(found)
                .anyMatch(each ->
                        each.grade() == Diagnosis.Grade.UNKNOWN && each.mend().contains("clusterMonitor"));
    }

    private void prepareEvents() {
        stores(secured.client()).eventStore();
    }

    private void assertRefused(String uri, String... words) {
        LeatMongo stores = stores(client(uri));
        Leat leat = Leat.builder(stores).exactlyOnce(Fixtures.accounts()).build();
        open.add(leat);
        long start = System.nanoTime();

        Throwable refusal = catchThrowable(leat::start);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WITHIN);
        assertThat(refusal).isInstanceOf(UnsuitableStoreException.class).hasMessageContainingAll(words);
        for (Throwable told = refusal; told != null; told = told.getCause()) {
            assertThat(String.valueOf(told.getMessage())).doesNotContain(PASSWORD);
        }
    }

    private LeatMongo stores(MongoClient client) {
        LeatMongo stores =
                LeatMongo.builder(client).database(DATA).types(Fixtures.TYPES).build();
        open.add(stores);
        return stores;
    }

    private MongoClient client(String uri) {
        MongoClient client = MongoClients.create(uri);
        open.add(client);
        return client;
    }

    /** A new user with some roles; answers with its connection string. */
    private String user(String roles) {
        String name = "u" + ++users;
        secured.client()
                .getDatabase(DATA)
                .runCommand(Document.parse(
                        "{createUser: '" + name + "', pwd: '" + PASSWORD + "', roles: [" + roles + "]}"));
        return userUri(name, PASSWORD);
    }

    private static String userUri(String name, String password) {
        return secured.uri()
                .replaceFirst("//.*@", "//" + name + ":" + password + "@")
                .replace("authSource=admin", "authSource=" + DATA);
    }
}
