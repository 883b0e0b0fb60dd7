package dev.leat.benchmarks.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a ratio while they are read. Confined to one thread. */
final class RatioFields {

    private @Nullable String name;
    private @Nullable Double value;
    private @Nullable Better better;
    private @Nullable Double tolerance;
    private @Nullable String command;

    /** Takes a field; false when there is none of that name and type. */
    boolean take(String field, boolean isNumber, String text) {
        switch (field) {
            case "value" -> value = isNumber ? Double.valueOf(text) : null;
            case "tolerance" -> tolerance = isNumber ? Double.valueOf(text) : null;
            case "name" -> name = text;
            case "command" -> command = text;
            case "better" -> better = direction(text);
            default -> {
                return false;
            }
        }
        boolean wantsNumber = field.equals("value") || field.equals("tolerance");
        return isNumber == wantsNumber && !(field.equals("better") && better == null);
    }

    private static @Nullable Better direction(String text) {
        for (Better direction : Better.values()) {
            if (direction.word().equals(text.toLowerCase(Locale.ROOT))) {
                return direction;
            }
        }
        return null;
    }

    /**
     * The ratio.
     *
     * @throws IllegalArgumentException when a field is missing or makes no sense
     */
    Ratio ratio() {
        String itsName = present(name, "name");
        return new Ratio(
                itsName,
                present(value, "value"),
                present(better, "better"),
                present(tolerance, "tolerance"),
                present(command, "command"));
    }

    private static <T> T present(@Nullable T field, String name) {
        if (field == null) {
            throw new IllegalArgumentException("a ratio has no " + name);
        }
        return field;
    }
}
