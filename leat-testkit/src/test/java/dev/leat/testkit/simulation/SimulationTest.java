package dev.leat.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Runs many seeds. {@code -Dleat.simulation.seed=N} runs one, {@code -Dleat.simulation.seeds=COUNT} so many, from
 * {@code -Dleat.simulation.first=N} on; {@code -Dleat.simulation.trace=LINES} shows more of what came before a failure.
 */
final class SimulationTest {

    private static final long SEEDS = Long.getLong("leat.simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("leat.simulation.first", 1);

    @Test
    void readModels_equalTheFold_underEverySeed() {
        Long one = Long.getLong("leat.simulation.seed");
        if (one != null) {
            System.out.println(Simulation.run(one, Mutation.NONE));
            return;
        }
        CampaignReport report = Campaign.run(FIRST, SEEDS, run -> {});
        System.out.println(report);
        if (!report.failures().isEmpty()) {
            throw report.failures().getFirst();
        }
        assertThat(report.seeds()).isEqualTo(SEEDS);
    }

    /** A change by which something silently stops to happen would make the other tests say less than they seem to. */
    @Test
    void everyKindOfThing_happens_inAThousandSeeds() {
        CampaignReport report = Campaign.run(1, 1_000, run -> {});
        for (Occurrence occurrence : Occurrence.values()) {
            assertThat(report.count(occurrence))
                    .as("times that %s happened", occurrence)
                    .isGreaterThan(20);
        }
    }

    @Test
    void run_isTheSame_underTheSameSeed() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(seed, Mutation.NONE)).isEqualTo(Simulation.run(seed, Mutation.NONE));
        }
    }

    @Test
    void failure_names_theSeedAndTheCommandThatReplaysIt() {
        SimulationFailure failure = null;
        for (long seed = 1; failure == null; seed++) {
            try {
                Simulation.run(seed, Mutation.APPEND_TRUSTS_THE_TAILER);
            } catch (SimulationFailure e) {
                failure = e;
            }
        }
        assertThat(failure)
                .hasMessageContaining("-Dleat.simulation.seed=")
                .hasMessageContaining("dev/simulate --seed ")
                .hasMessageContaining("at step");
    }
}
