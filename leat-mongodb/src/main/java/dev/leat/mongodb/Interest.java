package dev.leat.mongodb;

import dev.leat.partition.SlotSet;

/** The slots that the projections of a replica have asked for lately. Thread-safe. */
final class Interest {

    private static final int READS_REMEMBERED = 256;

    private SlotSet current = SlotSet.range(0, 0);
    private SlotSet previous = current;
    private int reads;

    synchronized void add(SlotSet slots) {
        if (!current.containsAll(slots)) {
            current = current.plus(slots);
        }
        if (++reads == READS_REMEMBERED) {
            reads = 0;
            previous = current;
            current = slots;
        }
    }

    synchronized SlotSet slots() {
        return current.plus(previous);
    }
}
