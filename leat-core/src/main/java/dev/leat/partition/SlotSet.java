package dev.leat.partition;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** A set of slots. Immutable. */
public final class SlotSet {

    /** Every slot. */
    public static final SlotSet ALL = range(0, Slots.COUNT);

    /** No slot. */
    public static final SlotSet NONE = range(0, 0);

    private final BitSet slots;

    private SlotSet(BitSet slots) {
        this.slots = slots;
    }

    /**
     * The slots from one to before another.
     *
     * @param from 0 to {@code to}
     * @param to exclusive, at most {@value Slots#COUNT}
     */
    public static SlotSet range(int from, int to) {
        if (from < 0 || from > to || to > Slots.COUNT) {
            throw new IllegalArgumentException("Slots go from 0 to before " + Slots.COUNT + ", the lower first: from "
                    + from + " to before " + to + ".");
        }
        BitSet slots = new BitSet(Slots.COUNT);
        slots.set(from, to);
        return new SlotSet(slots);
    }

    /** The slots that a condition picks. */
    public static SlotSet where(IntPredicate condition) {
        BitSet slots = new BitSet(Slots.COUNT);
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            slots.set(slot, condition.test(slot));
        }
        return new SlotSet(slots);
    }

    /** False also for a number that is no slot. */
    public boolean contains(int slot) {
        return slot >= 0 && slots.get(slot);
    }

    public boolean containsAll(SlotSet other) {
        BitSet missing = (BitSet) other.slots.clone();
        missing.andNot(slots);
        return missing.isEmpty();
    }

    public SlotSet plus(SlotSet other) {
        BitSet union = (BitSet) slots.clone();
        union.or(other.slots);
        return new SlotSet(union);
    }

    /** The slots that both have. */
    public SlotSet and(SlotSet other) {
        BitSet both = (BitSet) slots.clone();
        both.and(other.slots);
        return new SlotSet(both);
    }

    /** How many there are, 0 to 1024. */
    public int size() {
        return slots.cardinality();
    }

    public boolean isEmpty() {
        return slots.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotSet that && slots.equals(that.slots);
    }

    @Override
    public int hashCode() {
        return slots.hashCode();
    }

    @Override
    public String toString() {
        return slots.toString();
    }
}
