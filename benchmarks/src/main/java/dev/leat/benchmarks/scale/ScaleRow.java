package dev.leat.benchmarks.scale;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What was measured at one size. Immutable.
 *
 * @param kind of row, which tells it from others in the same file
 * @param figures by name, in order; numbers, words, and null for what was not measured
 * @param differences between what there is and what should be, the checker's findings among them
 */
public record ScaleRow(String kind, Map<String, @Nullable Object> figures, List<String> differences) {

    /** Figure in rows whose replica may fail. */
    static final String OUTCOME = "outcome";

    /** Value of {@link #OUTCOME} where it did not. */
    static final String DONE = "done";

    public ScaleRow {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
        differences = List.copyOf(differences);
    }

    public boolean isExact() {
        return differences.isEmpty();
    }

    /** Whether the work was done, by the replica that was to do it. */
    public boolean isDone() {
        return DONE.equals(figures.getOrDefault(OUTCOME, DONE));
    }

    /** A figure that is a number; empty when it was not measured. */
    Optional<Double> number(String name) {
        return figures.get(name) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }

    /** Starts a row. */
    static Builder of(String kind) {
        return new Builder(kind);
    }

    /** Collects figures. Not thread-safe. */
    static final class Builder {

        private final String kind;
        private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();

        private Builder(String kind) {
            this.kind = kind;
        }

        Builder text(String name, String value) {
            figures.put(name, value);
            return this;
        }

        Builder count(String name, long value) {
            figures.put(name, value);
            return this;
        }

        Builder count(String name, OptionalLong value) {
            figures.put(name, value.isPresent() ? value.getAsLong() : null);
            return this;
        }

        Builder number(String name, double value) {
            figures.put(name, value);
            return this;
        }

        Builder number(String name, Optional<Double> value) {
            figures.put(name, value.orElse(null));
            return this;
        }

        ScaleRow end(List<String> differences) {
            return new ScaleRow(kind, figures, differences);
        }
    }
}
