package dev.leat.testkit.memory;

import dev.leat.lease.LeaseStore;
import dev.leat.lease.Ownership;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkStore;
import dev.leat.projection.Key;
import dev.leat.readmodel.DocumentChange;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.verify.StateReader;
import dev.leat.verify.VerifiableStores;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * A whole store in memory: what {@code Leat.builder} needs to run in a unit test. Thread-safe by one lock. Several
 * replicas may share one.
 *
 * <p>Documents and event data are kept by reference: they must be immutable, records for example. It keeps everything
 * until it is dropped, dead members included.
 */
public final class InMemoryStores implements VerifiableStores {

    private final Database database;
    private final Map<SourceId, InMemoryEvents> collections = new ConcurrentHashMap<>();
    private final InMemoryParked parked;
    private final InMemoryLeases leases;
    private final InMemoryReadModels readModels;
    private final InMemoryLedger ledger;
    private final InMemorySources sources;
    private final InMemoryFeed feed;
    private final InMemoryState state;
    private final InMemoryReports reports;
    private final InMemoryLive live;
    private final InMemoryWakeups wakeups = new InMemoryWakeups();

    /**
     * Makes an empty store.
     *
     * @param clock the store's own, by which the age of heartbeats is measured
     */
    public InMemoryStores(InstantSource clock) {
        this.database = new Database(clock);
        this.parked = new InMemoryParked(database);
        this.leases = new InMemoryLeases(database, parked::requests, this::liveVersions);
        this.readModels = new InMemoryReadModels(database, leases, parked);
        this.live = new InMemoryLive(database, leases, parked, readModels);
        this.ledger = new InMemoryLedger(database);
        this.sources = new InMemorySources(database, this::events);
        this.state = new InMemoryState(database, leases, parked, readModels);
        this.reports = new InMemoryReports(database);
        this.feed = new InMemoryFeed(database, ledger, this::events);
    }

    private Map<String, Integer> liveVersions() {
        return live.versions();
    }

    /** The event collection of a source, made when it is first asked for. */
    public InMemoryEvents events(SourceId source) {
        return collections.computeIfAbsent(source, id -> new InMemoryEvents(database, id.name()));
    }

    /** The documents of a read model, as they are now. */
    public Map<Key, Object> documents(String collection) {
        return readModels.documents(collection);
    }

    /** One document of a read model, as it is now. */
    public Optional<Object> document(String collection, Key key) {
        return readModels.document(collection, key);
    }

    /**
     * Decides which documents the store can never take.
     *
     * @param refusal collection and change to the reason, empty to accept
     */
    public void refuseDocuments(BiFunction<String, DocumentChange, Optional<String>> refusal) {
        readModels.refuse(refusal);
    }

    /** Sets an ownership as it stands, past every check: for tests that begin in the middle, or break a promise. */
    public void force(Ownership ownership) {
        database.run(() -> leases.store(ownership));
    }

    @Override
    public void prepare(Collection<SourceId> wanted) {
        wanted.forEach(this::events);
    }

    @Override
    public LeaseStore leases() {
        return leases;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public SourceStream sources() {
        return sources;
    }

    @Override
    public EventFeed feed() {
        return feed;
    }

    @Override
    public ReadModelStore readModels() {
        return readModels;
    }

    @Override
    public ParkStore parked() {
        return parked;
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public LiveVersions live() {
        return live;
    }

    @Override
    public StateReader state() {
        return state;
    }

    @Override
    public FreshFeed openFeed() {
        return feed;
    }
}
