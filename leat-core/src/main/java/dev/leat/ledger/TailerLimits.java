package dev.leat.ledger;

import dev.leat.failure.Limits;
import java.time.Duration;

/**
 * Limits of the tailer. Immutable.
 *
 * @param maxEntryEvents most pointers in one entry
 * @param pollWait wished wait of one poll of the change stream; MongoDB's wait is fixed at 500 ms
 * @param coverInterval how often the token of a quiet source is stored
 * @param scanChunk events compared with the ledger at a time in a backfill or repair
 */
public record TailerLimits(int maxEntryEvents, Duration pollWait, Duration coverInterval, int scanChunk) {

    /** Most pointers in one entry: {@value}. */
    public static final int DEFAULT_MAX_ENTRY_EVENTS = 2_000;

    /** Wished wait of one poll of the change stream: 500 ms. */
    public static final Duration DEFAULT_POLL_WAIT = Duration.ofMillis(500);

    /** How often the token of a quiet source is stored: 5 s. */
    public static final Duration DEFAULT_COVER_INTERVAL = Duration.ofSeconds(5);

    /** Events compared with the ledger at a time in a backfill or repair: {@value}. */
    public static final int DEFAULT_SCAN_CHUNK = 100_000;

    /** Upper bound of {@code maxEntryEvents}: an entry is one document of the store. */
    public static final int MOST_ENTRY_EVENTS = 100_000;

    /** Upper bound of {@code scanChunk}, which is held in memory. */
    public static final int MOST_SCAN_CHUNK = 100_000_000;

    public static final TailerLimits DEFAULTS =
            new TailerLimits(DEFAULT_MAX_ENTRY_EVENTS, DEFAULT_POLL_WAIT, DEFAULT_COVER_INTERVAL, DEFAULT_SCAN_CHUNK);

    public TailerLimits {
        Limits.number("leat.tailer.max-entry-events", maxEntryEvents, 1, MOST_ENTRY_EVENTS);
        Limits.wait("leat.tailer.poll-wait", pollWait);
        Limits.pause("leat.tailer.cover-interval", coverInterval);
        Limits.number("leat.tailer.scan-chunk", scanChunk, 1, MOST_SCAN_CHUNK);
    }
}
