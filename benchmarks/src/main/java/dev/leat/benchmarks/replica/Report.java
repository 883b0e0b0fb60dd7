package dev.leat.benchmarks.replica;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line that a replica process writes for the benchmark. Fields are divided by blanks, lists by commas. */
public sealed interface Report {

    /** Begins every line, because a profiler or the JVM may write to the same output. */
    String MARK = "leat-bench ";

    /** The replica has started to work. */
    record Ready() implements Report {}

    /** A partition is the replica's from now on. */
    record Claimed(String partition) implements Report {}

    /** A partition is not the replica's any more. */
    record Parted(String partition) implements Report {}

    /** The replica's tailer stored an entry. */
    record Appended(int events) implements Report {}

    /** The replica's tailer reads no more until it is let go. */
    record Held() implements Report {}

    /** So much of the heap is in use after a collection of garbage. */
    record Heap(long bytes) implements Report {}

    /**
     * A commit was acknowledged by a majority.
     *
     * @param events that took effect by it
     * @param partitions whose checkpoint it moved
     * @param epochMicros when, by this machine's clock
     * @param numbers of the last event of each document; empty unless traced
     */
    record Committed(int events, List<String> partitions, long epochMicros, List<Long> numbers) implements Report {
        public Committed {
            partitions = List.copyOf(partitions);
            numbers = List.copyOf(numbers);
        }
    }

    /** The line. */
    default String line() {
        return MARK
                + switch (this) {
                    case Ready ignored -> "ready";
                    case Held ignored -> "held";
                    case Claimed claimed -> "claimed " + claimed.partition();
                    case Parted parted -> "parted " + parted.partition();
                    case Heap heap -> "heap " + heap.bytes();
                    case Appended appended -> "appended " + appended.events();
                    case Committed committed ->
                        "committed " + committed.events() + " " + committed.epochMicros() + " "
                                + list(committed.partitions()) + " " + list(committed.numbers());
                };
    }

    /**
     * Reads a line; empty when it is something else.
     *
     * @throws IllegalArgumentException when it has the mark and is no report all the same
     */
    static Optional<Report> parse(String line) {
        return line.startsWith(MARK) ? Optional.of(unmarked(line.substring(MARK.length()))) : Optional.empty();
    }

    private static Report unmarked(String line) {
        String[] fields = line.split(" ", -1);
        return switch (fields[0] + "/" + fields.length) {
            case "ready/1" -> new Ready();
            case "held/1" -> new Held();
            case "claimed/2" -> new Claimed(fields[1]);
            case "parted/2" -> new Parted(fields[1]);
            case "appended/2" -> new Appended(Integer.parseInt(fields[1]));
            case "heap/2" -> new Heap(Long.parseLong(fields[1]));
            case "committed/5" ->
                new Committed(
                        Integer.parseInt(fields[1]),
                        list(fields[3]),
                        Long.parseLong(fields[2]),
                        list(fields[4]).stream().map(Long::valueOf).toList());
            default -> throw new IllegalArgumentException("Not a line of a replica: '" + line + "'.");
        };
    }

    private static String list(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static List<String> list(String field) {
        return field.isEmpty() ? List.of() : Arrays.asList(field.split(",", -1));
    }
}
