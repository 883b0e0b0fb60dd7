package dev.leat.ledger;

import dev.leat.event.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the entries of every source <em>(SPI)</em>. Thread-safe; every call blocks.
 *
 * <p>Guarantee that implementations owe: an entry is stored only if its first position follows the last stored
 * position, decided atomically by the store. So a ledger has one writer at a time, whatever tailers believe.
 */
public interface Ledger {

    /** The end as a majority has it. */
    LedgerEnd end(SourceId source);

    /**
     * Stores an entry behind the end.
     *
     * @return {@link AppendOutcome#OCCUPIED} when its first position is taken; nothing is written then
     */
    AppendOutcome append(SourceId source, Entry entry);

    /**
     * Records that the ledger ending at {@code last} covers the change stream up to {@code token}. It no longer counts
     * once the ledger ends elsewhere, so a late call by a deposed tailer does no harm.
     */
    void cover(SourceId source, Position last, ResumeToken token, ClusterTime coveredTo);

    /**
     * Entries that hold positions behind {@code after}, in order, as a majority has them.
     *
     * @param maxEntries 1 or more
     * @return empty at the end
     */
    List<Entry> read(SourceId source, Position after, int maxEntries);

    /**
     * Up to when the ledger was complete with the entries that hold some positions; positions behind the end are left out.
     */
    default Map<Position, ClusterTime> committedAt(SourceId source, Set<Position> positions) {
        Map<Position, ClusterTime> times = new HashMap<>();
        for (Position position : positions) {
            read(source, Position.of(position.value() - 1), 1)
                    .forEach(entry -> times.put(position, entry.committedAt()));
        }
        return times;
    }

    /** What became of an {@link #append}. */
    enum AppendOutcome {
        APPENDED,
        OCCUPIED
    }
}
