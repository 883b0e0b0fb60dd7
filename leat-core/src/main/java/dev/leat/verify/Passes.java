package dev.leat.verify;

import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides slots into passes, each with a share of the events that fits into memory. Their number is a power of two, so
 * that the partitions of the usual counts lie within one pass.
 */
final class Passes {

    private Passes() {}

    static List<SlotSet> over(SlotSet wanted, long events, int eventsPerPass) {
        long concerned = events * wanted.size() / Slots.COUNT;
        int count = 1;
        while (count < Slots.COUNT && concerned > (long) count * eventsPerPass) {
            count *= 2;
        }
        int width = Slots.COUNT / count;
        List<SlotSet> passes = new ArrayList<>();
        for (int from = 0; from < Slots.COUNT; from += width) {
            SlotSet slots = SlotSet.range(from, from + width).and(wanted);
            if (!slots.isEmpty()) {
                passes.add(slots);
            }
        }
        return passes.isEmpty() ? List.of(SlotSet.NONE) : passes;
    }
}
