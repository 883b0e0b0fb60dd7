package dev.leat.verify;

import dev.leat.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What a document remembers of the events that it was folded from, so that the {@link HistoryChecker} can tell lost,
 * twice and out of order from each other, event by event. For checked runs: the document grows with each event.
 * Immutable.
 *
 * @param applied stream and version of each, as {@code stream#version}, in the order in which they took effect
 */
public record AppliedEvents(List<String> applied) {

    /** Before the first event. */
    public static final AppliedEvents NONE = new AppliedEvents(List.of());

    public AppliedEvents {
        applied = List.copyOf(applied);
    }

    /** After one more event. */
    public AppliedEvents plus(Event event) {
        List<String> more = new ArrayList<>(applied);
        more.add(event.stream() + "#" + event.version());
        return new AppliedEvents(more);
    }
}
