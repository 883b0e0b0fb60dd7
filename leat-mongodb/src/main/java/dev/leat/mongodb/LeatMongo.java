package dev.leat.mongodb;

import com.mongodb.client.MongoClient;
import dev.leat.event.EventStore;
import dev.leat.lease.Coordination;
import dev.leat.lease.LeaseStore;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.Ledger;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.SourceStream;
import dev.leat.ledger.Wakeups;
import dev.leat.observe.Reports;
import dev.leat.park.ParkStore;
import dev.leat.readmodel.ReadModelStore;
import dev.leat.rebuild.LiveVersions;
import dev.leat.time.Ticker;
import dev.leat.verify.StateReader;
import dev.leat.verify.VerifiableStores;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leat on one MongoDB replica set: what the engine needs, and the event store. Thread-safe. Closing it ends its threads
 * and not the client, which stays the caller's.
 */
public final class LeatMongo implements VerifiableStores, AutoCloseable {

    private final MongoClient client;
    private final MongoNames names;
    private final Sessions sessions;
    private final CommitSessions commitSessions;
    private final StoreCheck check;
    private final OplogWindow oplog;
    private final Collections collections;
    private final EventTypes types;
    private final Map<SourceId, EventMapping> mappings;
    private final InstantSource clock;
    private final @Nullable Coordination elsewhere;
    private final MongoLeaseStore leases;
    private final Arrivals arrivals;
    private final MongoLedger ledger;
    private final EventFetcher fetcher;
    private final long feedCacheBytes;
    private final MongoEventFeed feed;
    private final MongoEventFeed storedFeed;
    private final MongoReadModelStore readModels;
    private final MongoParkStore parked;
    private final MongoWakeups wakeups;
    private final MongoReports reports;
    private final MongoLiveVersions live;
    private final MongoStateReader state;
    private volatile MongoSourceStream sources;

    LeatMongo(MongoClient client, LeatMongoBuilder builder, MongoNames names) {
        this.client = client;
        this.names = names;
        this.sessions = new Sessions(client);
        this.commitSessions = new CommitSessions(sessions);
        this.check = new StoreCheck(client, names.data().getName());
        this.oplog = new OplogWindow(names, check);
        this.collections = new Collections(names);
        this.types = builder.types();
        this.mappings = Map.copyOf(builder.mappings());
        this.clock = builder.clock();
        this.wakeups = new MongoWakeups(names);
        this.elsewhere = builder.coordination();
        this.leases = new MongoLeaseStore(names, sessions, collections, coordination());
        this.feedCacheBytes = builder.feedCacheBytes();
        this.arrivals = new Arrivals(feedCacheBytes);
        this.ledger = new MongoLedger(names, sessions, arrivals);
        this.fetcher = new EventFetcher(names, sessions, builder.maxEventBytes());
        this.feed = new MongoEventFeed(ledger, fetcher, this::reading, arrivals, feedCacheBytes);
        this.storedFeed =
                new MongoEventFeed(ledger, fetcher, source -> reading(source).asStored(), arrivals, feedCacheBytes);
        this.parked = new MongoParkStore(names, sessions);
        Documents documents = new Documents(types.codecs());
        this.readModels = new MongoReadModelStore(
                names, sessions, new CommitTransaction(names, sessions, commitSessions, parked), documents, check);
        this.reports = new MongoReports(names);
        this.live = new MongoLiveVersions(names);
        this.state = new MongoStateReader(client, names, sessions, documents);
        this.sources = streams(false);
    }

    /**
     * Starts a configuration.
     *
     * @param client connected to a replica set of MongoDB 6.0 or newer; read and write concerns are set by Leat
     */
    public static LeatMongoBuilder builder(MongoClient client) {
        return new LeatMongoBuilder(client);
    }

    /** The event store in collection {@code events}. Blocks: it makes the collection and its index if need be. */
    public EventStore eventStore() {
        return eventStore(SourceId.DEFAULT);
    }

    /**
     * The event store in a source's collection.
     *
     * @throws dev.leat.failure.UnsuitableStoreException when the server or the user's rights do not do, or the collection
     *     is there with another index or validator
     * @throws IllegalArgumentException when the source has a mapping: others write it, Leat only reads it
     */
    public EventStore eventStore(SourceId source) {
        if (!mapping(source).equals(EventMapping.LEAT)) {
            throw new IllegalArgumentException("Source " + source
                    + " has a mapping, so others write it. Append there by your own means, or drop the mapping.");
        }
        names.requireCollection("the event store", source.name());
        check.run();
        Calls.run("preparing event collection " + source, () -> {
            check.rights().require(Rights.APPEND, names.data().getName(), source.name());
            collections.prepareEvents(source);
        });
        return new MongoEventStore(names, sessions, source, new EventWriting(types, clock), reading(source));
    }

    /** Lists the streams of a source and reads them, whoever writes it. */
    public StreamBrowser streams(SourceId source) {
        names.requireCollection("source " + source, source.name());
        return new StreamBrowser(
                names.events(source), mapping(source), reading(source).asStored());
    }

    /** Examines the database, without a word to any replica. */
    public Doctor doctor() {
        return new Doctor(
                names,
                check,
                new ServerCheckup(client, Clock.systemUTC()),
                new OplogCheckup(names, oplog),
                new CollectionCheckup(names, collections, this::mapping));
    }

    private Coordination coordination() {
        return elsewhere == null
                ? new MongoCoordination(names, commitSessions, wakeups::listeners)
                : new CoordinationElsewhere(elsewhere, names, commitSessions, wakeups::listeners, Ticker.system());
    }

    private MongoSourceStream streams(boolean splitLargeEvents) {
        return new MongoSourceStream(names, sessions, this::mapping, arrivals, splitLargeEvents, oplog::read);
    }

    private EventMapping mapping(SourceId source) {
        return mappings.getOrDefault(source, EventMapping.LEAT);
    }

    private EventReading reading(SourceId source) {
        return new EventReading(names.events(source).getNamespace(), mapping(source), types);
    }

    @Override
    public void prepare(Collection<SourceId> usedSources) {
        usedSources.forEach(source -> names.requireCollection("source " + source, source.name()));
        StoreCheck.ServerFacts facts = check.run();
        sources = streams(facts.splitsLargeEvents());
        Calls.run("preparing Leat's collections", () -> {
            Rights rights = check.rights();
            rights.require(Rights.OWN, names.leat().getName(), "");
            collections.prepareLeat();
            for (SourceId source : usedSources) {
                rights.require(Rights.READ, names.data().getName(), source.name());
                collections.prepareLedger(source);
                if (mapping(source).equals(EventMapping.LEAT)) {
                    collections.prepareEvents(source);
                }
            }
        });
        if (elsewhere != null) {
            // Shows at the start, and not in the log later, that it cannot be used.
            leases.observe();
        }
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

    /**
     * A feed that takes event documents from elsewhere where they are at hand and the change stream of this replica has not
     * brought them, for the caller to close. It takes what the replica's own tailer brings, so {@link #feed} is not to be
     * read at the same time.
     */
    public FreshFeed openFeed(EventBodies bodies) {
        return new MongoEventFeed(ledger, fetcher.takingFrom(bodies), this::reading, arrivals, feedCacheBytes);
    }

    /** Events as they are stored, for routes that carry them. */
    public StoredEvents storedEvents() {
        return new StoredEvents(storedFeed, this::reading);
    }

    /** How far the ledger was carried on to topics. */
    public RelayProgress relayProgress() {
        return new RelayProgress(names, sessions);
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
    public MongoEventFeed openFeed() {
        return new MongoEventFeed(ledger, fetcher, this::reading, new Arrivals(0), feedCacheBytes);
    }

    @Override
    public void close() {
        wakeups.close();
        feed.close();
        storedFeed.close();
        commitSessions.close();
    }
}
