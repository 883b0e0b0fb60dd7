package dev.leat.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "HIGHER, 3, 1.5, 3, WITHIN",
        "HIGHER, 3, 1.5, 2, WITHIN",
        "HIGHER, 3, 1.5, 1.9, WORSE",
        "HIGHER, 3, 1.5, 4.6, BETTER",
        "HIGHER, 3, 1.5, 0, WORSE",
        "LOWER, 3, 1.5, 4.5, WITHIN",
        "LOWER, 3, 1.5, 4.6, WORSE",
        "LOWER, 3, 1.5, 1.9, BETTER",
        "LOWER, 3, 1.5, 0, BETTER",
        "LOWER, 0, 1.5, 0, WITHIN",
        "LOWER, 0, 1.5, 0.1, WORSE",
        "HIGHER, 0, 1.5, 0, WITHIN",
        "HIGHER, 0, 1.5, 0.1, BETTER",
        "HIGHER, 1, 1, 1, WITHIN",
        "HIGHER, 1, 1, 0.99, WORSE"
    })
    void of_isWorse_onlyBeyondTheTolerance(
            Better better, double baseline, double tolerance, double now, Verdict verdict) {
        assertThat(Verdict.of(new Ratio("a ratio", baseline, better, tolerance, "command"), now))
                .isEqualTo(verdict);
    }
}
