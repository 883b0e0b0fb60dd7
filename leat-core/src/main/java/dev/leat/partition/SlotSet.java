package dev.leat.partition;

import java.util.BitSet;

/** A set of slots. Immutable. */
public final class SlotSet {

    /** Every slot. */
    public static final SlotSet ALL = range(0, Slots.COUNT);

    private final BitSet slots;

    private SlotSet(BitSet slots) {
        this.slots = slots;
    }

    /**
     * The slots from one to before another.
     *
     * @param to exclusive
     */
    public static SlotSet range(int from, int to) {
        BitSet slots = new BitSet(Slots.COUNT);
        slots.set(from, to);
        return new SlotSet(slots);
    }

    public boolean contains(int slot) {
        return slots.get(slot);
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
