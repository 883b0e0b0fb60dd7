package dev.leat.chaos.replica;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line that the run writes to a replica process. The end of the input is an order to die.
 *
 * @param points where, for {@link Verb#HOLD} and {@link Verb#HALT}
 */
public record Order(Verb verb, Set<Point> points) {

    /** What to do. */
    public enum Verb {
        /** Wait at the first of the points that is reached, and say so. */
        HOLD,
        /** Go on from there. */
        GO,
        /** End without any more ado at the first of the points that is reached. */
        HALT,
        /** Forget a {@link #HOLD} or {@link #HALT}. */
        CLEAR,
        /** Collect garbage and tell what is left on the heap. */
        SAMPLE,
        /** Take poisoned events from now on. */
        MEND,
        /** Fail on them again. */
        SPOIL
    }

    public Order {
        points = Set.copyOf(points);
    }

    /** An order that concerns no point. */
    public static Order of(Verb verb) {
        return new Order(verb, Set.of());
    }

    String line() {
        return verb + " " + points.stream().map(Point::name).sorted().collect(Collectors.joining(","));
    }

    static Order parse(String line) {
        String[] fields = line.split(" ", -1);
        Set<Point> points = EnumSet.noneOf(Point.class);
        Arrays.stream(fields[1].split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(Point::valueOf)
                .forEach(points::add);
        return new Order(Verb.valueOf(fields[0]), points);
    }
}
