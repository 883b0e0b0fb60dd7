package dev.leat.chaos.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class FlatnessTest {

    private static final Flatness.Tolerance TOLERANCE = new Flatness.Tolerance(Sample.RSS, 0.1, 0);

    private static Flatness of(DoubleUnaryOperator value) {
        Random noise = new Random(1);
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second < 3_600; second += 10) {
            long noisy = (long) (value.applyAsDouble(second) * (0.97 + noise.nextDouble() * 0.06));
            samples.add(new Sample(second, "r", 1, Map.of(Sample.RSS, noisy)));
        }
        return Flatness.of(samples, "r", TOLERANCE);
    }

    @Test
    void whatStaysTheSame_isFlat_inSpiteOfNoise() {
        assertThat(of(second -> 1_000_000).isFlat()).isTrue();
    }

    @Test
    void whatGrowsByHalf_isNot() {
        assertThat(of(second -> 1_000_000 + second * 140).isFlat()).isFalse();
    }

    @Test
    void whatGrowsLate_isNot() {
        assertThat(of(second -> second < 2_600 ? 1_000_000 : 1_200_000).isFlat())
                .isFalse();
    }

    @Test
    void whatGrowsWhileItWarmsUp_isFlat() {
        assertThat(of(second -> 1_000_000 * Math.min(1, 0.4 + second / 600.0)).isFlat())
                .isTrue();
    }

    @Test
    void whatFalls_isFlat() {
        assertThat(of(second -> 1_000_000 - second * 140).isFlat()).isTrue();
    }

    @Test
    void fewSamples_areNotFlat() {
        List<Sample> samples = List.of(new Sample(1, "r", 1, Map.of(Sample.RSS, 5L)));
        assertThat(Flatness.of(samples, "r", TOLERANCE).isFlat()).isFalse();
    }

    @Test
    void serversAreJudged_onlyWhereAllOfThemAnswered() {
        List<Sample> samples = new ArrayList<>();
        for (int second = 0; second < 1_000; second += 10) {
            long members = second % 30 == 0 ? 2 : 3;
            samples.add(new Sample(
                    second,
                    Sample.SERVERS,
                    0,
                    Map.of(Sample.MEMBERS, members, Sample.CURSORS, members == 3 ? 9L : 1_000L + second)));
        }

        Flatness cursors = Flatness.of(samples, "r").stream()
                .filter(each -> each.value().equals(Sample.CURSORS))
                .findFirst()
                .orElseThrow();
        assertThat(cursors.isFlat()).isTrue();
        assertThat(cursors.last()).isEqualTo(9);
    }
}
