package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.leat.Leat;
import dev.leat.config.LeatConfig;
import dev.leat.event.EventStore;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.RefusedException;
import dev.leat.lease.Registration;
import dev.leat.mongodb.Fixtures.PaymentReceived;
import dev.leat.observe.LeatListener;
import dev.leat.operate.Rebuild.State;
import dev.leat.operate.Rebuild.Version;
import dev.leat.operate.Rebuilds;
import dev.leat.partition.ProjectionId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Projection;
import dev.leat.rebuild.RebuildLimits;
import dev.leat.testkit.mongodb.RealMongo;
import dev.leat.testkit.mongodb.TestDatabase;
import dev.leat.verify.HistoryChecker;
import dev.leat.verify.VersionComparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version of a projection is built beside the live one, made live at once for all readers, and taken back. */
@RealMongo
public class RebuildIT {

    private static final String VIEW = "totals";
    private static final ProjectionId FIRST = new ProjectionId("totals", 1);
    private static final ProjectionId SECOND = new ProjectionId("totals", 2);
    private static final String ME = "mia";

    /** What one payment adds tells the version that folded it. */
    public record Total(int version, long events, long cents) {}

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private Deployment deployment;
    private LeatMongo stores;
    private EventStore store;
    private Rebuilds rebuilds;

    @BeforeEach
    void open(MongoClient client, TestDatabase database) {
        deployment = new Deployment(client, database.name());
        stores = deployment.stores();
        store = stores.eventStore();
        rebuilds = new Rebuilds(stores);
    }

    @AfterEach
    void close() throws Exception {
        enough.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        deployment.close();
        assertThat(failures).isEmpty();
    }

    private static Projection<Total> totals(ProjectionId id, int partitions) {
        return Projection.named(id.name())
                .version(id.version())
                .into("totals_v" + id.version(), Total.class)
                .shownAs(VIEW)
                .partitions(partitions)
                .startingWith(new Total(id.version(), 0, 0))
                .on(
                        PaymentReceived.class,
                        (total, payment, event) -> new Total(
                                id.version(),
                                total.events() + 1,
                                total.cents() + payment.amount().longValueExact()))
                .build();
    }

    private static Projection<Total> first() {
        return totals(FIRST, 4);
    }

    /** With another number of partitions. */
    private static Projection<Total> second() {
        return totals(SECOND, 6);
    }

    private void run(String name, Runnable step) {
        threads.add(Thread.ofPlatform().name(name).start(() -> {
            while (!enough.get()) {
                try {
                    step.run();
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                    return;
                }
            }
        }));
    }

    private void write() {
        int[] count = {0};
        run("writer", () -> Fixtures.append(store, "s-" + count[0]++ % 30, Fixtures.payment("EUR", "1")));
    }

    /** Reads the view all the time: each time, all documents must be of one version. */
    private Set<Integer> read() {
        Set<Integer> seen = new CopyOnWriteArraySet<>();
        MongoCollection<Document> view = deployment.database().getCollection(VIEW);
        run("reader", () -> {
            Set<Integer> versions = new HashSet<>();
            view.find().batchSize(5).forEach(document -> versions.add(document.getInteger("version")));
            assertThat(versions).hasSizeLessThanOrEqualTo(1);
            seen.addAll(versions);
        });
        return seen;
    }

    private Version version(ProjectionId id) {
        return rebuilds.of(id.name()).versions().stream()
                .filter(version -> version.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void assertExact(Projection<?>... projections) {
        assertThat(HistoryChecker.of(stores, List.of(projections)).check().findings())
                .isEmpty();
    }

    @Test
    void newVersion_isBuilt_madeLive_takenBack_andTheOldOneRemoved_whileEventsFlow() {
        Leat old = deployment.replica("old", Deployment.QUICK, first());
        write();
        Set<Integer> seen = read();
        Deployment.eventually(() -> assertThat(seen).contains(1));
        assertThat(rebuilds.of("totals").live().version()).isEqualTo(1);

        MortalStores mortal = new MortalStores(deployment.stores(), true);
        Leat killed = deployment.closeLater(Leat.builder(mortal)
                .replicaName("killed")
                .config(Deployment.QUICK)
                .exactlyOnce(first())
                .exactlyOnce(second())
                .build());
        killed.start();
        Deployment.eventually(
                () -> assertThat(version(SECOND).reached().value()).isPositive());
        assertThat(version(SECOND).state()).isEqualTo(State.BUILDING);
        mortal.kill();
        Leat fresh = deployment.replica("fresh", Deployment.QUICK, first(), second());

        Deployment.eventually(() -> {
            assertThat(version(SECOND).lagEvents()).isLessThan(500);
            assertThat(version(FIRST).lagEvents()).isLessThan(500);
        });
        VersionComparison comparison = VersionComparison.of(
                stores.state(), Registration.of(first()), Registration.of(second()), SlotSet.ALL, 1, () -> {});
        assertThat(comparison.fields()).containsKey("version");
        assertThat(comparison.before()).isEqualTo(comparison.after());
        assertThat(seen).containsExactly(1);

        rebuilds.makeLive(SECOND, Rebuilds.DEFAULT_MAX_LAG, ME, "the new sum");
        Deployment.eventually(() -> assertThat(seen).contains(2));
        assertThat(version(FIRST).state()).isEqualTo(State.BEFORE);
        assertThat(fresh.status().projections())
                .filteredOn(each -> each.live())
                .extracting(each -> each.projection())
                .containsExactly(SECOND);

        assertThat(rebuilds.rollBack("totals", ME, "looks wrong")).isEqualTo(FIRST);
        seen.clear();
        Deployment.eventually(() -> assertThat(seen).contains(1));
        rebuilds.makeLive(SECOND, Rebuilds.DEFAULT_MAX_LAG, ME, "was right");
        seen.clear();
        Deployment.eventually(() -> assertThat(seen).contains(2));
        assertThat(rebuilds.of("totals").live().history()).hasSize(3);

        assertThatThrownBy(() -> rebuilds.remove(SECOND)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rebuilds.remove(FIRST))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("[fresh")
                .hasMessageContaining("Deploy them without it first");
        old.close();
        fresh.close();
        mortal.revive();
        killed.close();
        deployment.replica("last", Deployment.QUICK, second());
        rebuilds.remove(FIRST);

        assertThat(deployment.database().listCollectionNames()).doesNotContain("totals_v1");
        assertThat(rebuilds.of("totals").versions()).extracting(Version::id).containsExactly(SECOND);
        enough.set(true);
        Deployment.eventually(() -> assertThat(version(SECOND).lagEvents()).isZero());
        assertExact(second());
    }

    @Test
    void versionThatIsNotReady_isRefused_andNothingChanges() {
        deployment.replica("old", Deployment.QUICK, first());
        for (int i = 0; i < 300; i++) {
            Fixtures.append(store, "s-" + i % 7, Fixtures.payment("EUR", "1"));
        }
        LeatConfig slow = Deployment.QUICK.withRebuild(new RebuildLimits(100, 1));
        deployment.replica("slow", slow, first(), second());
        Deployment.eventually(() -> assertThat(version(FIRST).lagEvents()).isZero());

        assertThat(version(SECOND).lagEvents()).as("held back").isPositive();
        assertThatThrownBy(() -> rebuilds.makeLive(SECOND, 0, ME, "too early"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("events behind");
        assertThatThrownBy(() -> rebuilds.makeLive(new ProjectionId("totals", 3), 0, ME, "none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("there are [totals:1, totals:2]");
        assertThatThrownBy(() -> rebuilds.rollBack("totals", ME, "none"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("No version of totals was live before 1");
        assertThat(rebuilds.of("totals").live().history()).isEmpty();

        rebuilds.makeLive(SECOND, 1_000, ME, "it may lag");
        Deployment.eventually(() -> assertThat(version(SECOND).lagEvents())
                .as("no longer held back")
                .isZero());
        assertExact(first(), second());
    }

    @Test
    void versionWithMoreParkedKeys_isRefused() {
        Projection<Total> failing = Projection.named("totals")
                .version(2)
                .into("totals_v2", Total.class)
                .shownAs(VIEW)
                .startingWith(new Total(2, 0, 0))
                .on(PaymentReceived.class, (total, payment, event) -> {
                    throw new IllegalStateException("cannot count");
                })
                .build();
        deployment.replica("one", Deployment.QUICK, first(), failing);
        Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
        Deployment.eventually(() -> assertThat(version(SECOND).parkedKeys()).isEqualTo(1));
        Deployment.eventually(() -> assertThat(version(SECOND).lagEvents()).isZero());
        assertThatThrownBy(() -> rebuilds.makeLive(SECOND, 0, ME, "why not"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has 1 parked keys, and the live version 0");
    }

    @Test
    void viewThatACollectionHasTheNameOf_isRefusedAtTheStart() {
        deployment.database().createCollection(VIEW);
        Leat leat = Leat.builder(stores)
                .replicaName("r")
                .listener(new LeatListener() {})
                .exactlyOnce(first())
                .build();
        deployment.closeLater(leat);
        assertThatThrownBy(leat::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("totals is a collection");
    }

    @Test
    void viewThatLagsBehindASwitch_isMendedByTheNextStart() {
        deployment.replica("one", Deployment.QUICK, first(), second());
        Fixtures.append(store, "s-1", Fixtures.payment("EUR", "1"));
        Deployment.eventually(
                () -> assertThat(version(SECOND).reached().value()).isEqualTo(1));
        rebuilds.makeLive(SECOND, 0, ME, "new");
        // As after a crash between the two steps of a switch.
        deployment.database().runCommand(Document.parse("{collMod: 'totals', viewOn: 'totals_v1', pipeline: []}"));
        deployment.replica("two", Deployment.QUICK, first(), second());
        assertThat(deployment
                        .database()
                        .getCollection(VIEW)
                        .find()
                        .into(new ArrayList<>())
                        .getFirst()
                        .getInteger("version"))
                .isEqualTo(2);
    }
}
