package dev.leat.mongodb;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.lease.LeaseStore;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkStore;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.stores.LeatStores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Stores as a replica has them that dies, when it is told to or with a commit on its way, the first one that answers a
 * request about a parked key: from then on nothing of it reaches the database, its heartbeats neither. Thread-safe.
 */
final class MortalStores implements LeatStores {

    private final LeatStores stores;
    private final boolean commitArrives;
    private final CountDownLatch death = new CountDownLatch(1);
    private volatile boolean dead;

    /**
     * Stores of a replica that is alive.
     *
     * @param commitArrives whether the last commit takes effect, without the replica's hearing of it
     */
    MortalStores(LeatStores stores, boolean commitArrives) {
        this.stores = stores;
        this.commitArrives = commitArrives;
    }

    void awaitDeath() throws InterruptedException {
        death.await();
    }

    /** Lets nothing of it reach the database from now on. */
    void kill() {
        dead = true;
    }

    /** Lets it be closed in peace. */
    void revive() {
        dead = false;
    }

    private @Nullable Object call(Object part, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (dead) {
            throw new StoreUnavailableException("The replica is dead.");
        }
        boolean last =
                death.getCount() > 0 && arguments != null && arguments[0] instanceof Commit commit && answers(commit);
        if (last) {
            dead = true;
        }
        try {
            if (!last || commitArrives) {
                return last ? lost(method.invoke(part, arguments)) : method.invoke(part, arguments);
            }
            return lost(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object lost(@Nullable Object outcome) {
        death.countDown();
        throw new StoreUnavailableException("The replica died and did not hear of " + outcome + ".");
    }

    private static boolean answers(Commit commit) {
        return commit.parked().stream().anyMatch(ParkChange.Audit.class::isInstance);
    }

    private <T> T mortal(Class<T> type, T part) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call(part, method, arguments)));
    }

    @Override
    public void prepare(Collection<SourceId> sources) {
        stores.prepare(sources);
    }

    @Override
    public LeaseStore leases() {
        return mortal(LeaseStore.class, stores.leases());
    }

    @Override
    public Ledger ledger() {
        return mortal(Ledger.class, stores.ledger());
    }

    @Override
    public SourceStream sources() {
        return mortal(SourceStream.class, stores.sources());
    }

    @Override
    public EventFeed feed() {
        return mortal(EventFeed.class, stores.feed());
    }

    @Override
    public ReadModelStore readModels() {
        return mortal(ReadModelStore.class, stores.readModels());
    }

    @Override
    public ParkStore parked() {
        return mortal(ParkStore.class, stores.parked());
    }

    @Override
    public Reports reports() {
        return mortal(Reports.class, stores.reports());
    }

    @Override
    public LiveVersions live() {
        return mortal(LiveVersions.class, stores.live());
    }

    @Override
    public Wakeups wakeups() {
        return mortal(Wakeups.class, stores.wakeups());
    }
}
