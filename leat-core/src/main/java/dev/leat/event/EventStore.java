package dev.leat.event;

import java.util.List;
import java.util.stream.Stream;

/**
 * Appends events to streams and reads them back. Thread-safe; every call blocks.
 *
 * <p>Guarantee: the events of one append are committed together, on a majority, with versions that follow one another
 * without a gap; of two writers that expect the same version exactly one wins.
 */
public interface EventStore {

    /**
     * Appends events to a stream.
     *
     * <p>Idempotent by event id: an append whose events are all there already, in this stream and order, answers
     * {@link AppendResult.Appended} with their versions and writes nothing.
     *
     * @param events one or more
     * @return the committed versions, or the conflict; never a half
     * @throws IllegalArgumentException for no events, or when only some of the ids are there already
     * @throws dev.leat.failure.StoreUnavailableException when it is unknown whether the events are committed; repeat the
     *     append with the same ids, given by {@link NewEvent#withId}
     * @throws dev.leat.failure.LeatException when too many writers raced for a stream without an expected version
     */
    AppendResult append(StreamId stream, ExpectedVersion expected, List<NewEvent> events);

    /**
     * Reads a stream forward and lazily.
     *
     * @param fromVersion first version wanted, 1 for all
     * @return events in version order, as a majority has them; close it, it holds a cursor. It throws a
     *     {@link dev.leat.failure.LeatException} at an event that does not decode
     */
    Stream<Event> read(StreamId stream, long fromVersion);
}
