package dev.leat.cli.options;

import dev.leat.partition.SlotSet;
import dev.leat.partition.Slots;

/** A share of the slots, spread evenly and always the same: a larger sample holds every smaller one. */
public final class Sample {

    /** Odd, and so without a factor in common with the number of slots: multiplying by it permutes them. */
    private static final int SPREAD = 397;

    private Sample() {}

    /**
     * Reads {@code 10%} or {@code 64}.
     *
     * @throws IllegalArgumentException naming the forms that are accepted
     */
    public static SlotSet parse(String text) {
        boolean percent = text.endsWith("%");
        double number;
        try {
            number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        double wanted = percent ? Math.ceil(Slots.COUNT * number / 100) : number;
        if (!(wanted >= 1 && wanted <= Slots.COUNT) || (!percent && number != Math.rint(number))) {
            throw refused(text);
        }
        return SlotSet.where(slot -> slot * SPREAD % Slots.COUNT < wanted);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "--sample takes a share above 0% up to 100%, or a number of slots from 1 to " + Slots.COUNT + ", not "
                        + text);
    }
}
