package dev.leat.chaos.fault;

/** What can go wrong in a run. The names of the constants, in lower case and with dashes, are those of the options. */
public enum FaultKind {
    KILL("SIGKILL of a replica, and its restart"),
    PAUSE("SIGSTOP of a replica at a commit, for longer than its lease, then SIGCONT: a zombie commits"),
    TERMINATE("SIGTERM of a replica, and its restart"),
    KILL_IN_COMMIT("the end of a replica just before it sends a commit, or just after the commit is acknowledged"),
    KILL_TAILER("the end of the tailer just after it stored an entry, or just before"),
    TWO_TAILERS("the tailer stopped with an entry in hand, replaced, and let go: two write one ledger"),
    ROLLING_RESTART("SIGTERM and restart of one replica after the other"),
    KILL_PRIMARY("SIGKILL of the primary of the replica set, and its restart");

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
            case KILL_PRIMARY -> new KillPrimary();
        };
    }
}
