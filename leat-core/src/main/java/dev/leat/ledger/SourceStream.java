package dev.leat.ledger;

import java.time.Duration;
import java.util.List;

/** Opens a source for its tailer <em>(SPI)</em>. Thread-safe; what it opens is confined to the tailer's thread. */
public interface SourceStream {

    /** Opens the change stream behind a token. */
    Opened openAfter(SourceId source, ResumeToken token);

    /** Opens the change stream at this moment. */
    Started openNow(SourceId source);

    /**
     * Scans the events that exist already: each stream in the order of its versions where the source keeps any, and
     * otherwise in the order in which the collection took them in.
     */
    Scan scan(SourceId source);

    /** How far back a change stream can be opened. */
    default HistoryWindow window() {
        return new HistoryWindow.Unknown("This store does not tell it.");
    }

    /** The outcome of opening a change stream behind a token. */
    sealed interface Opened {

        record Ready(Cursor cursor) implements Opened {}

        /**
         * The token leads nowhere any more: the oplog has moved on, or the collection was dropped, renamed or restored.
         *
         * @param reason the server's words
         */
        record HistoryLost(String reason) implements Opened {}
    }

    /**
     * A change stream opened at a moment.
     *
     * @param token stands at that moment: the cursor shows every event behind it
     */
    record Started(Cursor cursor, ResumeToken token) {}

    /** An open change stream. */
    interface Cursor extends AutoCloseable {

        /**
         * Waits for events.
         *
         * @param maxWait a wish: an implementation may wait as long as it settled on when the stream was opened
         */
        Polled poll(int maxEvents, Duration maxWait);

        @Override
        void close();
    }

    /** What a poll brought. */
    sealed interface Polled {

        /**
         * Events in commit order, possibly none.
         *
         * @param token stands behind the last pointer
         * @param through the stream is known to hold no further event up to this point
         */
        record Events(List<Pointer> pointers, ResumeToken token, ClusterTime through) implements Polled {
            public Events {
                pointers = List.copyOf(pointers);
            }
        }

        /**
         * The stream ended for good.
         *
         * @param reason the server's words
         */
        record HistoryLost(String reason) implements Polled {}
    }

    /** A scan over the existing events. */
    interface Scan extends AutoCloseable {

        /** The next run of events, with {@code last} set when the scan is over. */
        Chunk next(int maxEvents);

        @Override
        void close();
    }

    /**
     * A run of scanned events.
     *
     * @param pointers in the order of the scan
     * @param last true when the scan is over
     * @param readAt every event among the pointers was committed at or before this point
     */
    record Chunk(List<Pointer> pointers, boolean last, ClusterTime readAt) {
        public Chunk {
            pointers = List.copyOf(pointers);
        }
    }
}
