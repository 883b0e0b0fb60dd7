package dev.leat.route;

import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings one projection its events, in one replica <em>(SPI)</em>. Confined to the projection's thread, but for
 * {@link #assigned}, {@link #ledgerGrew} and {@link #close}.
 *
 * <p>Guarantee that implementations owe: what {@link Run} says. A partition's events are given in the ledger's order and
 * none is left out; one that is given again is at or before the position reached, and is not given then.
 */
public interface Intake extends AutoCloseable {

    /**
     * The partitions that the route gives this replica; empty when it leaves that to the leader's assignment. The
     * listener of {@link #listen} is called when it changes. Callable from any thread.
     */
    default Optional<Set<Integer>> assigned() {
        return Optional.empty();
    }

    /** Sets who is told, from any thread, that there may be something new to read, and that {@link #assigned} changed. */
    default void listen(Runnable news, Runnable assignmentChanged) {}

    /** Notes that the ledger has new entries. Callable from any thread. */
    default void ledgerGrew() {}

    /**
     * Says which partitions are owned and from where each goes on. To be called after each change, and when what was
     * given since is to be given once more.
     */
    default void position(Map<Integer, Place> owned) {}

    /**
     * How long there is nothing to read, unless news come. Zero to be asked for a run at once.
     *
     * @param reached the owned partitions, one or more, and how far each has come
     */
    Duration untilRead(Map<Integer, Position> reached);

    /**
     * The next events, to begin a batch or to go on with one.
     *
     * @param reached the owned partitions, and how far each has come, or will have come when the batch in flight is committed
     * @param maxEvents most items wanted, 1 or more
     */
    Run read(Map<Integer, Position> reached, int maxEvents);

    /** Notes checkpoints that were stored. */
    default void committed(Collection<CheckpointMove> moves) {}

    @Override
    default void close() {}
}
