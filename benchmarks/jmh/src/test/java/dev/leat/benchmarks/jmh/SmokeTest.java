package dev.leat.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

class SmokeTest {

    @Test
    void eachBenchmark_runsOnce() throws RunnerException {
        // Another run of JMH on the machine would only spoil figures, and none are taken here.
        System.setProperty("jmh.ignoreLock", "true");

        assertThat(new Runner(new OptionsBuilder()
                                .mode(Mode.SingleShotTime)
                                .forks(0)
                                .warmupIterations(0)
                                .measurementIterations(1)
                                .shouldFailOnError(true)
                                .build())
                        .run())
                .extracting(result -> result.getPrimaryResult().getLabel())
                .containsExactlyInAnyOrder(
                        "encode", "keyAndFold", "ofFortyCharacters", "ofTenCharacters", "pack", "read", "unpack");
    }

    @Test
    void fold_reachesADocumentForEachKey_withoutFailures() {
        assertThat(new FoldBenchmark().isSound()).isTrue();
    }
}
