package dev.leat.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {

    @TempDir
    Path folder;

    @Test
    void read_givesTheFiguresOfEachLine() throws IOException {
        Path file = file(
                "{\"replicas\":2,\"exact\":true,\"each\":[1,{\"a\":2}],\"bound\":null,\"mode\":\"burst\"}\n\n{}\n");

        List<ResultRow> rows = ResultFile.read(file);

        assertThat(rows).extracting(ResultRow::line).containsExactly(1, 3);
        ResultRow row = rows.getFirst();
        assertThat(row.count("replicas")).isEqualTo(2);
        assertThat(row.flag("exact")).contains(true);
        assertThat(row.text("mode")).contains("burst");
        assertThat(row.number("bound")).isEmpty();
        assertThat(row.number("each")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | run | Leat",
                "{\"system\":\"Another\"} | comparison | Another",
                "{\"kind\":\"idle\"} | idle | Leat",
                "{\"kind\":\"idle\",\"system\":\"Another\"} | idle | Another"
            })
    void kindAndSystem_areLeatsRun_whereARowNamesNone(String line, String kind, String system) throws IOException {
        ResultRow row = ResultFile.read(file(line)).getFirst();

        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.system()).isEqualTo(system);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "[1]", "{\"a\":1", "{\"a\":1} {}", "{\"a\":1,\"a\":2}", "replicas 1", "{\"a\":1e}"})
    void read_refusesWhatNoCommandWrote(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith(file.toString());
    }

    @Test
    void read_refusesMissingFilesAndBinaryOnes() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});

        assertThatThrownBy(() -> ResultFile.read(folder.resolve("none"))).hasMessageEndingWith("no such file");
        assertThatThrownBy(() -> ResultFile.read(folder)).isInstanceOf(UnreadableFileException.class);
        assertThatThrownBy(() -> ResultFile.read(binary)).isInstanceOf(UnreadableFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"replicas\":1.5}", "{\"replicas\":0}", "{\"replicas\":\"1\"}", "{\"other\":1}"})
    void count_refusesWhatIsNoNumberOfReplicas_andNamesTheLine(String line) throws IOException {
        ResultRow row = ResultFile.read(file("\n" + line)).getFirst();

        assertThatThrownBy(() -> row.count("replicas"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("line 2: ")
                .hasMessageContaining("replicas");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.json"), text);
    }
}
