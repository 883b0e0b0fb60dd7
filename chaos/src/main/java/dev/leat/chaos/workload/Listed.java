package dev.leat.chaos.workload;

import java.util.ArrayList;
import java.util.List;

/** A document of a projection keyed by content: {@code stream#version} of each event that took effect, in their order. */
public record Listed(List<String> applied) {

    /** Before the first event. */
    public static final Listed NONE = new Listed(List.of());

    public Listed {
        applied = List.copyOf(applied);
    }

    /** With one event more. */
    public Listed plus(String event) {
        List<String> longer = new ArrayList<>(applied);
        longer.add(event);
        return new Listed(longer);
    }
}
