package dev.leat.chaos.replica;

import java.util.Optional;

/** One line that a replica process writes for the run. Immutable. */
public record Report(Kind kind, String detail) {

    /** What happened. */
    public enum Kind {
        /** The replica has started to work; the detail is its clock, in milliseconds since 1970. */
        READY,
        /** A partition is the replica's from now on. */
        CLAIMED,
        /** A partition was given back, or turned out to be another's. */
        PARTED,
        /** A commit took effect; the detail names the partitions whose checkpoints it moved. */
        COMMITTED,
        /** The store refused a batch for its epoch or position. */
        FENCED,
        /** The tailer stored an entry; the detail is the number of events. */
        APPENDED,
        /** The tailer's entry met another in its place. */
        OCCUPIED,
        /** A thread waits at a point, or the process ends there. */
        AMBUSHED,
        /** The tailer compares the event collection with the ledger; the detail says why. */
        RECONCILING,
        /** A key was parked. */
        PARKED,
        /** A parked key flows again. */
        UNPARKED,
        /** A task cannot reach the store. */
        UNAVAILABLE,
        /** Bytes on the heap after a collection of garbage. */
        HEAP
    }

    private static final String MARK = "leat-chaos ";

    String line() {
        return MARK + kind + " " + detail.replaceAll("\\R", " ");
    }

    /** Reads a line; empty when it is something else. */
    static Optional<Report> parse(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        String rest = line.substring(MARK.length());
        int blank = rest.indexOf(' ');
        return blank < 0
                ? Optional.empty()
                : Optional.of(new Report(Kind.valueOf(rest.substring(0, blank)), rest.substring(blank + 1)));
    }
}
