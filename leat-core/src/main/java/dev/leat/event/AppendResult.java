package dev.leat.event;

/** The outcome of an append: either all of its events are committed, or none is. */
public sealed interface AppendResult {

    StreamId stream();

    /**
     * All events are committed on a majority.
     *
     * @param firstVersion version of the first event of this append
     * @param lastVersion version of the last event of this append
     * @param repeated true when events with the same ids were there already and nothing was written
     * @param receipt to wait with until a projection has applied them, see {@link dev.leat.Leat#awaitVisible}
     */
    record Appended(StreamId stream, long firstVersion, long lastVersion, boolean repeated, Receipt receipt)
            implements AppendResult {}

    /**
     * Nothing was written, because the stream is not where the writer believed.
     *
     * @param expected what the writer believed
     * @param actual version of the stream's last event, 0 when it has none
     */
    record VersionConflict(StreamId stream, ExpectedVersion expected, long actual) implements AppendResult {}

    /**
     * The committed versions, for callers who treat a conflict as an exception.
     *
     * @throws VersionConflictException when nothing was written; read the stream again, decide again, append again
     */
    default Appended orThrow() {
        return switch (this) {
            case Appended appended -> appended;
            case VersionConflict conflict -> throw new VersionConflictException(conflict);
        };
    }
}
