package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import dev.leat.rebuild.LiveVersion;
import dev.leat.rebuild.LiveVersion.Switch;
import dev.leat.rebuild.LiveVersions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link LiveVersions} must keep. What readers of a view see is tested where there are views. */
public abstract class LiveVersionsConformance extends StoreConformance {

    private static final String NAME = "balances.of-all";

    private LiveVersions live() {
        return stores().live();
    }

    private Registration registration(int version) {
        return new Registration(
                new ProjectionId(NAME, version),
                fixture().source(),
                "balances" + version,
                new Partitioning(2 * version));
    }

    private void register(int version, @Nullable String view) {
        stores().leases().register(registration(version));
        live().register(registration(version), view);
    }

    private LiveVersion only() {
        List<LiveVersion> all = live().read();
        assertEquals(1, all.size(), "projections with a live version");
        return all.getFirst();
    }

    @Test
    public void firstVersion_isLive_andLaterOnesAreNot() {
        assertEquals(List.of(), live().read());
        register(1, null);
        register(2, null);
        register(1, null);
        assertEquals(new ProjectionId(NAME, 1), only().id());
        assertNull(only().before());
        assertNull(only().view());
        assertEquals(List.of(), only().history());
        assertEquals(1, stores().leases().observe().live().get(NAME), "as replicas see it");
        assertTrue(stores().leases().observe().isRebuild(new ProjectionId(NAME, 2)));
        assertFalse(stores().leases().observe().isRebuild(new ProjectionId(NAME, 1)));
    }

    @Test
    public void versionsThatRanBeforeAnythingWasNoted_haveTheHighestOfThemLive() {
        stores().leases().register(registration(3));
        stores().leases().register(registration(12));
        stores().leases().register(registration(13));
        live().register(registration(13), null);
        assertEquals(12, only().version());
    }

    @Test
    public void switches_areRemembered_newestFirst() {
        register(1, "balances");
        register(2, "balances");
        assertTrue(live().makeLive(only(), 2, "$mia", "{$set: 1}"));
        assertEquals(2, only().version());
        assertEquals(1, only().before());
        assertEquals("balances", only().view());
        assertTrue(live().makeLive(only(), 1, "noah", "back"));
        assertEquals(1, only().version());
        assertEquals(2, only().before());
        List<Switch> history = only().history();
        assertEquals(2, history.size());
        assertEquals(new Switch(history.getFirst().at(), 2, 1, "noah", "back"), history.getFirst());
        assertEquals(new Switch(history.getLast().at(), 1, 2, "$mia", "{$set: 1}"), history.getLast());
        assertEquals(history.getFirst().at(), only().since());
        assertEquals(1, stores().leases().observe().live().get(NAME), "as replicas see it");
    }

    @Test
    public void ofTwoSwitchesAtOnce_oneTakesPlace() throws Exception {
        register(1, null);
        register(2, null);
        register(3, null);
        LiveVersion observed = only();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Boolean> two = threads.submit(() -> live().makeLive(observed, 2, "a", "b"));
            Future<Boolean> three = threads.submit(() -> live().makeLive(observed, 3, "a", "b"));
            assertEquals(1, happened(two) + happened(three), "switches that took place");
        }
        assertEquals(1, only().history().size());
        assertFalse(live().makeLive(observed, 2, "late", "b"));
    }

    private static int happened(Future<Boolean> future) throws InterruptedException, ExecutionException {
        return future.get() ? 1 : 0;
    }

    @Test
    public void view_isTheSameForAllVersions_andMayBeSaidLater() {
        register(1, null);
        register(2, "balances");
        assertEquals("balances", only().view());
        register(1, null);
        assertEquals("balances", only().view());
        assertThrows(ConfigurationException.class, () -> live().register(registration(2), "others"));
    }

    @Test
    public void collectionWithTheNameOfAView_isRefused() {
        stores().leases()
                .register(new Registration(
                        new ProjectionId("other", 1), fixture().source(), "balances", new Partitioning(1)));
        stores().leases().register(registration(1));
        assertThrows(ConfigurationException.class, () -> live().register(registration(1), "balances"));
    }

    @Test
    public void versionThatIsRemoved_isGone_andItsOwnerCommitsNoMore() {
        register(1, null);
        register(2, null);
        Ownership unowned =
                stores().leases().ownerships(new ProjectionId(NAME, 2)).getFirst();
        assertEquals(1, stores().leases().claim(ONE, List.of(unowned)).size());
        assertThrows(ConfigurationException.class, () -> live().remove(new ProjectionId(NAME, 1)), "live");
        assertThrows(ConfigurationException.class, () -> live().remove(new ProjectionId(NAME, 7)), "unknown");
        live().remove(new ProjectionId(NAME, 2));
        assertEquals(List.of(), stores().leases().ownerships(new ProjectionId(NAME, 2)));
        assertEquals(List.of(registration(1)), stores().leases().registrations());
        register(2, null);
        assertEquals(
                2 * 2, stores().leases().ownerships(new ProjectionId(NAME, 2)).size());
    }

    @Test
    public void versionBefore_isNoneAnyMore_whenItIsRemoved() {
        register(1, null);
        register(2, null);
        assertTrue(live().makeLive(only(), 2, "a", "b"));
        live().remove(new ProjectionId(NAME, 1));
        assertNull(only().before());
        assertEquals(2, only().version());
    }
}
