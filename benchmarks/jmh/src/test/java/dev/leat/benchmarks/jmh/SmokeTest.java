package dev.leat.benchmarks.jmh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.workload.StreamTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

        List<String> run = new Runner(new OptionsBuilder()
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .build())
                .run().stream()
                        .map(result -> result.getPrimaryResult().getLabel())
                        .toList();

        assertThat(run.stream().filter(name -> !name.endsWith(SingleStep.PLAINLY)))
                .containsExactlyInAnyOrder(
                        "encode",
                        "findHundred",
                        "findOne",
                        "keyAndFold",
                        "ofFortyCharacters",
                        "ofTenCharacters",
                        "pack",
                        "read",
                        "unpack")
                .allSatisfy(name -> assertThat(run).contains(name + SingleStep.PLAINLY));
    }

    @Test
    void fold_reachesADocumentForEachKey_withoutFailures() {
        assertThat(new FoldBenchmark().isSound()).isTrue();
    }

    @Test
    void fold_comesToTheSameDocuments_plainly() {
        FoldBenchmark benchmark = new FoldBenchmark();
        Map<String, StreamTotals> byKey = new HashMap<>();
        benchmark.keyAndFold().documents().forEach((key, totals) -> byKey.put(key.value(), requireNonNull(totals)));
        Map<String, StreamTotals> byStream = new HashMap<>();
        benchmark.keyAndFoldPlainly().forEach((stream, totals) -> byStream.put(stream.value(), totals));

        assertThat(byStream).isEqualTo(byKey);
    }
}
