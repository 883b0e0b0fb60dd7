package dev.leat.benchmarks.rows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a result file: the named figures of one measurement. Immutable.
 *
 * @param line where it stands in the file, from 1
 * @param values numbers, booleans and texts by name; what was not measured is absent
 */
public record ResultRow(Path file, int line, Map<String, Object> values) {

    /** What rows are that name no kind and no system: {@code benchmarks/run} wrote them. */
    public static final String RUN = "run";

    /** What rows are that name no kind but a system: they compare several systems. */
    public static final String COMPARISON = "comparison";

    /** The system of rows that name none. */
    public static final String LEAT = "Leat";

    private static final String SYSTEM = "system";

    public ResultRow {
        values = Map.copyOf(values);
    }

    /** Which measurement the row is of. */
    public String kind() {
        return text("kind").orElse(values.containsKey(SYSTEM) ? COMPARISON : RUN);
    }

    /** Whose figures they are. */
    public String system() {
        return text(SYSTEM).orElse(LEAT);
    }

    /** A number, or nothing when it was not measured. */
    public Optional<Double> number(String name) {
        return value(name, Number.class, "a number").map(Number::doubleValue);
    }

    /** A whole number without which the row says nothing. */
    public int count(String name) {
        double number = number(name).orElseThrow(() -> unreadable("no " + name));
        if (number != Math.rint(number) || number < 1 || number > Integer.MAX_VALUE) {
            throw unreadable(name + " must be a whole number from 1 and is " + number);
        }
        return (int) number;
    }

    /** A boolean, or nothing when the row has none. */
    public Optional<Boolean> flag(String name) {
        return value(name, Boolean.class, "true or false");
    }

    /** A text, or nothing when the row has none. */
    public Optional<String> text(String name) {
        return value(name, String.class, "a text");
    }

    /** The error of a row that makes no sense. */
    public UnreadableFileException unreadable(String what) {
        return new UnreadableFileException(file, line, what);
    }

    private <T> Optional<T> value(String name, Class<T> type, String wanted) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw unreadable(name + " must be " + wanted + " and is " + value);
        }
        return Optional.of(type.cast(value));
    }
}
