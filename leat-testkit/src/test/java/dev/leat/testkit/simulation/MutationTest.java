package dev.leat.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the simulation notices when the protocol is broken, and what it does not rest on. */
final class MutationTest {

    private static final Path PAGE = Path.of("..", "docs", "explanation", "simulation.md");
    private static final long MOST_SEEDS = 500;
    private static final long SEEDS_OF_HARMLESS = 100;

    static Stream<Mutation> breaking() {
        return Stream.of(Mutation.values()).filter(Mutation::breaksGuarantee);
    }

    static Stream<Mutation> harmless() {
        return Stream.of(Mutation.values())
                .filter(mutation -> !mutation.breaksGuarantee())
                .filter(mutation -> mutation != Mutation.NONE);
    }

    @ParameterizedTest
    @MethodSource("breaking")
    void brokenPromise_isCaught_withinFiveHundredSeeds(Mutation mutation) {
        boolean caught =
                LongStream.rangeClosed(1, MOST_SEEDS).parallel().anyMatch(seed -> Simulation.isCaught(seed, mutation));
        assertThat(caught).as("%s caught within %d seeds", mutation, MOST_SEEDS).isTrue();
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void harmlessMutation_breaksNothing(Mutation mutation) {
        List<Long> caught = LongStream.rangeClosed(1, SEEDS_OF_HARMLESS)
                .parallel()
                .filter(seed -> Simulation.isCaught(seed, mutation))
                .boxed()
                .toList();
        assertThat(caught).as("seeds at which %s breaks something", mutation).isEmpty();
    }

    @Test
    void page_hasARowForEachMutation() throws IOException {
        String page = Files.readString(PAGE);
        Stream.concat(breaking(), harmless())
                .forEach(mutation ->
                        assertThat(page).contains("| `" + mutation + "` | " + mutation.description() + " |"));
        assertThat(page.lines().filter(line -> line.startsWith("| `")))
                .hasSize((int) Stream.concat(breaking(), harmless()).count());
    }
}
