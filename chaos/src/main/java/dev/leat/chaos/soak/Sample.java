package dev.leat.chaos.soak;

import java.util.Map;

/**
 * What was seen of one process, or of all servers, at one moment. Immutable.
 *
 * @param atSeconds since the start of the soak
 * @param subject name of a replica, or {@link #SERVERS}
 * @param incarnation differs when a replica was restarted in between
 * @param values by the name of what was measured
 */
public record Sample(double atSeconds, String subject, long incarnation, Map<String, Long> values) {

    /** Subject of a sample of the servers, summed over all that answer. */
    public static final String SERVERS = "servers";

    /** Resident memory of a process, bytes. */
    public static final String RSS = "rss bytes";

    /** Heap after a collection of garbage, bytes. */
    public static final String HEAP = "heap bytes";

    public static final String THREADS = "threads";
    public static final String CURSORS = "open cursors";
    public static final String SESSIONS = "sessions";
    public static final String CONNECTIONS = "connections";

    /** Members that answered. */
    public static final String MEMBERS = "members";

    public Sample {
        values = Map.copyOf(values);
    }
}
