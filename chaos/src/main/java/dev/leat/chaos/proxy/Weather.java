package dev.leat.chaos.proxy;

/** What a {@link Proxy} does with what passes through it. */
public enum Weather {
    /** It passes. */
    FAIR,
    /** Connections are cut, and new ones are refused. */
    CUT,
    /** Replies come late. */
    SLOW,
    /** Requests pass, and replies do not; the connection stays open. */
    SWALLOWING,
    /** Requests pass, and each reply ends in the middle, and its connection with it. */
    BREAKING
}
