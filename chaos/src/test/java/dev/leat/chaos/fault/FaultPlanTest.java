package dev.leat.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final List<FaultKind> KINDS = List.of(FaultKind.values());

    private static List<FaultPlan.Next> first(int count, long seed, List<FaultKind> kinds) {
        FaultPlan plan = new FaultPlan(seed, kinds);
        return IntStream.range(0, count).mapToObj(i -> plan.next()).toList();
    }

    @Test
    void sameSeed_givesTheSameFaults_inWhateverOrderTheKindsAreNamed() {
        assertThat(first(100, 5, KINDS.reversed())).isEqualTo(first(100, 5, KINDS));
    }

    @Test
    void otherSeed_givesOthers() {
        assertThat(first(100, 6, KINDS)).isNotEqualTo(first(100, 5, KINDS));
    }

    @Test
    void eachRound_hasEachKindOnce() {
        List<FaultPlan.Next> round = first(2 * KINDS.size(), 5, KINDS);

        assertThat(round.subList(0, KINDS.size()).stream().map(FaultPlan.Next::kind))
                .containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(round.subList(KINDS.size(), round.size()).stream().map(FaultPlan.Next::kind))
                .containsExactlyInAnyOrderElementsOf(KINDS);
    }

    @Test
    void wordsOfFaults_areReadBack_andOthersRefused() {
        assertThat(KINDS).allMatch(kind -> FaultKind.of(kind.word()) == kind);
        assertThatThrownBy(() -> FaultKind.of("flood"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--list");
    }
}
