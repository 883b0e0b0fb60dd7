package dev.leat.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompareCommandTest {

    @TempDir
    Path folder;

    private Path baseline;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeBaseline() {
        baseline = folder.resolve("baseline.json");
        assertThat(run("--write", "run.json")).isZero();
        assertThat(out.toString()).contains(" ratios written to ");
        out.getBuffer().setLength(0);
    }

    @Test
    void compare_endsWithZero_forTheResultsOfTheBaseline() {
        assertThat(run("run.json")).isZero();

        assertThat(out.toString())
                .contains("0 worse than the baseline allows, 27 within or better, 0 not measured, 0 not in")
                .contains("exact")
                .doesNotContain("WORSE");
    }

    @Test
    void compare_endsWithOne_andNamesWhatIsWorse() {
        assertThat(run("worse.json")).isEqualTo(1);

        assertThat(out.toString().lines().filter(line -> line.contains("WORSE")))
                .satisfiesExactly(
                        share -> assertThat(share).contains("slower raw bound, 4 replicas", "0.14", "0.09"),
                        rate -> assertThat(rate).contains("rate with 4 replicas to that with 1", "0.37", "0.23"),
                        cost -> assertThat(cost).contains("mongod CPU an event with 4 replicas", "1.15", "2.32"));
    }

    @Test
    void compare_takesTheMedianOfSeveralResults() {
        assertThat(run("run.json", "worse.json", "run.json")).isZero();
        assertThat(run("worse.json", "run.json", "worse.json")).isEqualTo(1);
    }

    @Test
    void compare_tellsWhatWasNotMeasured_andCountsItAsNeitherPassedNorFailed() {
        assertThat(run("without-latency-and-bounds.json")).isZero();

        assertThat(out.toString())
                .contains("0 worse than the baseline allows, 5 within or better, 22 not measured, 0 not in");
        assertThat(out.toString().lines().filter(line -> line.contains("append to visible")))
                .hasSize(10)
                .allSatisfy(line -> assertThat(line).endsWith("not measured"));
    }

    @Test
    void compare_isWorse_whenOneOfSeveralResultsIsNotExact() {
        assertThat(run("run.json", "inexact.json", "run.json")).isEqualTo(1);

        assertThat(out.toString().lines().filter(line -> line.contains("WORSE")))
                .singleElement()
                .asString()
                .contains("exact", "1.00", "0.00");
    }

    @Test
    void compare_passesOverRowsOfOtherKinds_butIsNoSuccessWithNothingElse() {
        assertThat(run("run.json", "other-kind.json")).isZero();
        assertThat(err.toString()).contains("\"other\"");

        assertThat(run("other-kind.json")).isEqualTo(2);
        assertThat(err.toString()).contains("nothing was compared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"damaged.json", "missing.json"})
    void compare_endsWithTwo_forUnreadableResults(String result) {
        assertThat(run("run.json", result)).isEqualTo(2);

        assertThat(err.toString()).contains(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\":1}",
                "{\"version\":2,\"ratios\":[]}",
                "{\"ratios\":[]}",
                "{\"version\":1,\"ratios\":[{\"name\":\"a\"}]}",
                "{\"version\":1,\"ratios\":[{\"name\":\"a\",\"value\":1,\"better\":\"up\",\"tolerance\":1,\"command\":\"c\"}]}",
                "{\"version\":1,\"ratios\":[{\"name\":\"a\",\"value\":1,\"better\":\"lower\",\"tolerance\":0.5,\"command\":\"c\"}]}",
                "{\"version\":1,\"ratios\":[{\"name\":\"a\",\"value\":\"1\",\"better\":\"lower\",\"tolerance\":2,\"command\":\"c\"}]}",
                "{\"version\":1,\"ratios\":[{\"name\":\"a\",\"value\":[],\"better\":\"lower\",\"tolerance\":2,\"command\":\"c\"}]}"
            })
    void compare_endsWithTwo_forABaselineThatMakesNoSense(String text) throws IOException {
        Files.writeString(baseline, text);

        assertThat(run("run.json")).isEqualTo(2);

        assertThat(err.toString()).contains(baseline.toString());
    }

    @Test
    void compare_endsWithTwo_withoutABaseline_andTellsHowToMakeOne() throws IOException {
        Files.delete(baseline);

        assertThat(run("run.json")).isEqualTo(2);

        assertThat(err.toString()).contains("--write");
    }

    @Test
    void write_refusesResultsThatAreNotExact() throws IOException {
        String before = Files.readString(baseline);

        assertThat(run("--write", "inexact.json")).isEqualTo(1);

        assertThat(baseline).hasContent(before);
        assertThat(err.toString()).contains("not exact");
    }

    @Test
    void write_keepsTolerances() throws IOException {
        Files.writeString(
                baseline, Files.readString(baseline).replaceFirst("\"tolerance\":1.3,", "\"tolerance\":7.5,"));

        assertThat(run("--write", "worse.json")).isZero();

        assertThat(baseline).content().contains("7.5").contains("2.3196");
    }

    @Test
    void write_keepsWhatWasNotMeasured_andTells() {
        assertThat(run("--write", "without-latency-and-bounds.json")).isZero();

        assertThat(out.toString()).contains("5 ratios written to ").contains(", 22 kept that were not measured");
        assertThat(Baseline.read(baseline)).hasSize(27);
    }

    @Test
    void write_makesOneBaseline_ofResultsOfSeveralCommands() throws IOException {
        assertThat(run("--write", "rebuild.json")).isZero();
        assertThat(run("--write", "comparison.json", "idle.json")).isZero();
        assertThat(run("--write", "run.json")).isZero();

        assertThat(out.toString()).contains(", 10 kept that were not measured");
        assertThat(Files.readAllLines(baseline).stream()
                        .filter(line -> line.contains("command"))
                        .map(line -> line.replaceAll(".*benchmarks/([a-z-]+).*", "$1"))
                        .distinct())
                .containsExactly("run", "rebuild", "compare-kafka", "idle");
        out.getBuffer().setLength(0);
        assertThat(run("run.json", "idle.json", "rebuild.json", "comparison.json"))
                .isZero();
        assertThat(out.toString()).contains("37 within or better, 0 not measured, 0 not in");
        assertThat(out.toString().lines().filter(line -> line.contains("all of")))
                .singleElement()
                .asString()
                .contains("benchmarks/scale");
    }

    @Test
    void compare_tellsOfWhichCommandsNothingWasMeasured() {
        assertThat(run("--write", "idle.json")).isZero();
        out.getBuffer().setLength(0);

        assertThat(run("rebuild.json", "run.json")).isZero();

        assertThat(out.toString().lines().filter(line -> line.contains("not passed")))
                .satisfiesExactlyInAnyOrder(
                        idle -> assertThat(idle).contains("benchmarks/idle"),
                        kafka -> assertThat(kafka).contains("benchmarks/compare-kafka"),
                        scale -> assertThat(scale).contains("benchmarks/scale"));
        assertThat(out.toString()).contains("27 within or better, 2 not measured, 3 not in the baseline");
    }

    @Test
    void write_refusesWhatIsNotExact_ofEachCommand() throws IOException {
        Path rebuilt = Files.writeString(
                folder.resolve("rebuilt.json"),
                Files.readString(Path.of(path("rebuild.json"))).replace("\"exact\":true", "\"exact\":false"));

        assertThat(run("--write", rebuilt.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("not exact");
    }

    @Test
    void theBaselineOfTheRepository_isReadable() {
        assertThat(Baseline.read(Path.of("baseline.json"))).containsKey(RunRatios.EXACT);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--baseline", baseline.toString()));
        for (String argument : arguments) {
            all.add(argument.endsWith(".json") ? path(argument) : argument);
        }
        return new CommandLine(new CompareCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private String path(String fixture) {
        if (Path.of(fixture).isAbsolute()) {
            return fixture;
        }
        URL url = CompareCommandTest.class.getResource(fixture);
        if (url == null) {
            return folder.resolve(fixture).toString();
        }
        try {
            URI uri = Objects.requireNonNull(url).toURI();
            return Path.of(uri).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
