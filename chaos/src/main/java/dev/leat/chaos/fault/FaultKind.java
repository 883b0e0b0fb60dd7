package dev.leat.chaos.fault;

import dev.leat.chaos.broker.RouteKind;

/** What can go wrong in a run. The names of the constants, in lower case and with dashes, are those of the options. */
public enum FaultKind {
    KILL("SIGKILL of a replica, and its restart"),
    PAUSE("SIGSTOP of a replica at a commit, for longer than its lease, then SIGCONT: a zombie commits"),
    TERMINATE("SIGTERM of a replica, and its restart"),
    KILL_IN_COMMIT("the end of a replica just before it sends a commit, or just after the commit is acknowledged"),
    KILL_TAILER("the end of the tailer just after it stored an entry, or just before"),
    TWO_TAILERS("the tailer stopped with an entry in hand, replaced, and let go: two write one ledger"),
    ROLLING_RESTART("SIGTERM and restart of one replica after the other"),
    SCALE("from the replicas there are to one, to eight, to two, and back"),
    KILL_PRIMARY("SIGKILL of the primary of the replica set, and its restart"),
    PAUSE_PRIMARY("SIGSTOP of the primary until another is elected, then SIGCONT"),
    KILL_ALL_MEMBERS("SIGKILL of all members of the replica set, and their restart"),
    NET_CUT("all connections of a replica cut and refused, for longer than its lease"),
    NET_REFUSE("all connections of a replica cut and refused, for less than its lease"),
    NET_DELAY("each reply to a replica comes late"),
    NET_SWALLOW("requests of a replica pass, replies do not, for longer than its lease"),
    NET_BREAK("requests of a replica pass, each reply ends in the middle, and its connection with it"),
    CLOCK_SKEW("a replica's clock wrong by minutes; needs the Debian package faketime"),
    HISTORY_LOSS("all replicas stopped until the oplog has forgotten where they were"),
    RENAME("the event collection renamed away and back"),
    POISON("events that a projection fails on, until it is mended and they are retried"),
    LARGE_EVENT("events of 12 MiB"),
    HOT_STREAM("half of all events in one stream"),
    KILL_BROKER("SIGKILL of a broker, and its restart"),
    PAUSE_BROKER("SIGSTOP of a broker until others lead its partitions, then SIGCONT"),
    KILL_ALL_BROKERS("SIGKILL of all brokers, and their restart"),
    BROKER_CUT("all connections of a replica to brokers cut and refused, for longer than its session"),
    BROKER_DELAY("each reply of a broker to a replica comes late"),
    BROKER_SWALLOW("requests of a replica to brokers pass, replies do not, for longer than its session"),
    KILL_RELAY("the end of the relay in the middle of a run of records, or before it notes how far it is"),
    TWO_RELAYS("the relay stopped in the middle of a run, replaced, and let go: two write to the topics"),
    REBALANCE_STORM("replicas join and leave, and members are thrown out of the groups, again and again"),
    DOUBLES("records written once more and out of order, by a stranger"),
    STRANGERS("records that are none of Leat's, and some in a transaction that is aborted"),
    OFFSETS("offsets of groups and of checkpoints set back and ahead while no replica runs"),
    DELETE_RECORDS("all records deleted, some of which no projection has read"),
    REGISTRY_DOWN("SIGKILL of the schema registry, and its restart; a replica starts meanwhile");

    private final String what;

    FaultKind(String what) {
        this.what = what;
    }

    /** In words. */
    public String what() {
        return what;
    }

    /** As it is written in options and reports. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word.
     *
     * @throws IllegalArgumentException when there is no such fault
     */
    public static FaultKind of(String word) {
        for (FaultKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no fault '" + word + "'. --list names them all.");
    }

    /** Whether a soak has it: it leaves the spared replica alone, and the amount of work as it is. */
    public boolean isForSoak() {
        return switch (this) {
            case SCALE,
                    HISTORY_LOSS,
                    RENAME,
                    LARGE_EVENT,
                    HOT_STREAM,
                    POISON,
                    REBALANCE_STORM,
                    OFFSETS,
                    DELETE_RECORDS -> false;
            default -> true;
        };
    }

    /** Whether a route has what it strikes. */
    public boolean isFor(RouteKind route) {
        return switch (this) {
            case KILL_BROKER,
                    PAUSE_BROKER,
                    BROKER_CUT,
                    BROKER_DELAY,
                    BROKER_SWALLOW,
                    KILL_RELAY,
                    TWO_RELAYS,
                    REBALANCE_STORM,
                    DOUBLES,
                    STRANGERS,
                    OFFSETS,
                    DELETE_RECORDS -> route.hasTopics();
            case KILL_ALL_BROKERS -> route.brokers() > 1;
            case REGISTRY_DOWN -> route == RouteKind.CONFLUENT;
            default -> true;
        };
    }

    /** Whether this machine has what it takes. */
    public boolean isPossible() {
        return this != CLOCK_SKEW || ClockSkew.library().isPresent();
    }

    /** The fault. */
    Fault fault() {
        return switch (this) {
            case KILL -> new KillReplica();
            case PAUSE -> new PauseReplica();
            case TERMINATE -> new TerminateReplica();
            case KILL_IN_COMMIT -> new KillInCommit();
            case KILL_TAILER -> new KillTailer();
            case TWO_TAILERS -> new TwoTailers();
            case ROLLING_RESTART -> new RollingRestart();
            case SCALE -> new Scale();
            case KILL_PRIMARY -> new KillPrimary();
            case PAUSE_PRIMARY -> new PausePrimary();
            case KILL_ALL_MEMBERS -> new KillAllMembers();
            case NET_CUT -> NetworkFault.cut();
            case NET_REFUSE -> NetworkFault.refuse();
            case NET_DELAY -> NetworkFault.delay();
            case NET_SWALLOW -> NetworkFault.swallow();
            case NET_BREAK -> NetworkFault.breakReplies();
            case CLOCK_SKEW -> new ClockSkew();
            case HISTORY_LOSS -> new HistoryLoss();
            case RENAME -> new Rename();
            case POISON -> new Poison();
            case LARGE_EVENT -> new LargeEvents();
            case HOT_STREAM -> new HotStream();
            case KILL_BROKER -> BrokerLoss.killed();
            case PAUSE_BROKER -> BrokerLoss.paused();
            case KILL_ALL_BROKERS -> BrokerLoss.allKilled();
            case BROKER_CUT -> NetworkFault.cut().ofBrokers();
            case BROKER_DELAY -> NetworkFault.delay().ofBrokers();
            case BROKER_SWALLOW -> NetworkFault.swallow().ofBrokers();
            case KILL_RELAY -> new KillRelay();
            case TWO_RELAYS -> new TwoRelays();
            case REBALANCE_STORM -> new RebalanceStorm();
            case DOUBLES -> new Doubles();
            case STRANGERS -> new Strangers();
            case OFFSETS -> new Offsets();
            case DELETE_RECORDS -> new DeleteRecords();
            case REGISTRY_DOWN -> new RegistryDown();
        };
    }
}
