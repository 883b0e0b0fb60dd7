package dev.leat.testkit.simulation;

/** A kind of thing that can happen in a simulation, counted in its {@linkplain SimulationReport report}. */
public enum Occurrence {
    /** A replica died, between two calls or in one. */
    REPLICA_KILLED,
    /** A replica stood still, for up to far longer than its lease, and went on with all it believed. */
    REPLICA_PAUSED,
    /** A replica was asked to stop, as by SIGTERM, and started again. */
    REPLICA_RESTARTED,
    /** Fewer replicas were wanted than before. */
    REPLICAS_SHRUNK,
    /** More replicas were wanted than before. */
    REPLICAS_GROWN,
    /** A replica tailed, whoever held the role. */
    SECOND_TAILER,
    /** The store did not answer anybody for a while. */
    STORE_OUTAGE,
    /** The database's clock jumped. */
    CLOCK_JUMPED,
    /** A call did not reach the store. */
    REQUEST_LOST,
    /** A call took effect and its caller was not told. */
    REPLY_LOST,
    /** A write took effect long after its caller gave up. */
    WRITE_DELAYED,
    /** A reply took seconds. */
    REPLY_SLOW,
    /** A replica was not told that something changed. */
    WAKE_UP_LOST,
    /** The change stream forgot its history. */
    HISTORY_LOST,
    /** The event collection was renamed away and came back. */
    COLLECTION_RENAMED,
    /** The event collection was compared with a ledger that had nothing yet. */
    BACKFILL,
    /** The event collection was compared with a ledger that had events. */
    REPAIR,
    /** A tailer found the next place of the ledger taken. */
    PLACE_TAKEN,
    /** A projection was added while others ran. */
    PROJECTION_ADDED,
    /** An owner gave partitions back. */
    HANDED_OVER,
    /** Partitions were claimed from another owner. */
    TAKEN_OVER,
    /** An owner claimed its own partitions anew, because a commit of unknown outcome was under way. */
    CLAIMED_ANEW,
    /** A commit was refused because its epoch or position was no longer stored. */
    COMMIT_FENCED,
    /** The store refused a document. */
    DOCUMENT_REFUSED,
    /** A key was parked, or failed again. */
    KEY_PARKED,
    /** An event queued behind a parked key. */
    EVENT_QUEUED,
    /** A retry ended well. */
    KEY_UNPARKED,
    /** A partition parked its part of an event whose key could not be known. */
    EVENT_WITHOUT_KEY,
    /** An event was mended when some partitions had parked it and others had not come to it. */
    MENDED_BETWEEN,
    /** A parked event turned out to belong to another partition and was handed over to it. */
    EVENT_STRAYED,
    /** An event that failed was discarded for a key, as somebody asked. */
    EVENT_DISCARDED,
    /** Another event was folded in the place of one that failed, as somebody asked. */
    EVENT_EDITED,
    /** Somebody asked about a parked key before an earlier request was carried out. */
    REQUEST_REPLACED,
    /** What somebody asked about a parked key failed. */
    REQUEST_FAILED
}
