package dev.leat.benchmarks.simulation;

import dev.leat.testkit.simulation.Mutation;
import dev.leat.testkit.simulation.Simulation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Breaks the protocol's promises one by one and prints how many seeds it takes to notice, as the documentation shows it. */
final class MutationTable {

    private static final List<Long> STARTS = List.of(1L, 100_001L, 200_001L, 300_001L, 400_001L);
    private static final long MOST_SEEDS = 2_000;
    private static final long SEEDS_OF_HARMLESS = 1_000;

    private final PrintStream out;
    private final PrintStream progress;
    private boolean asExpected = true;

    MutationTable(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Whether each promise that the guarantee rests on was noticed, and no other. */
    boolean print() {
        for (Mutation.Part part : Mutation.Part.values()) {
            switch (part) {
                case NONE -> {}
                case HARMLESS -> {
                    out.printf(
                            "%n### Not rested on%n%n| mutation | what is broken | caught in %,d seeds |%n|---|---|---|%n",
                            SEEDS_OF_HARMLESS);
                    of(part).forEach(this::harmless);
                }
                default -> {
                    out.printf(
                            "%n### %s%n%n| mutation | what is broken | seeds until caught |%n|---|---|---|%n",
                            title(part));
                    of(part).forEach(this::breaking);
                }
            }
        }
        return asExpected;
    }

    private static String title(Mutation.Part part) {
        String name = part.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<Mutation> of(Mutation.Part part) {
        return List.of(Mutation.values()).stream()
                .filter(mutation -> mutation.part() == part)
                .toList();
    }

    private void breaking(Mutation mutation) {
        progress.println(mutation);
        List<OptionalLong> found = STARTS.parallelStream()
                .map(start -> Simulation.seedsUntilCaught(mutation, start, MOST_SEEDS))
                .toList();
        asExpected &= found.stream().allMatch(OptionalLong::isPresent);
        String cell = found.stream()
                .map(seeds -> seeds.isPresent() ? Long.toString(seeds.getAsLong()) : "not in " + MOST_SEEDS)
                .collect(Collectors.joining(", "));
        row(mutation, cell);
    }

    private void harmless(Mutation mutation) {
        progress.println(mutation);
        long caught = LongStream.rangeClosed(1, SEEDS_OF_HARMLESS)
                .parallel()
                .filter(seed -> Simulation.isCaught(seed, mutation))
                .count();
        asExpected &= caught == 0;
        row(mutation, Long.toString(caught));
    }

    private void row(Mutation mutation, String cell) {
        out.printf("| `%s` | %s | %s |%n", mutation, mutation.description(), cell);
        out.flush();
    }
}
