package dev.leat.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.rows.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleOutputTest {

    private static final ScaleRow ROW = ScaleRow.of("scale-history")
            .count("history", 10_000_000)
            .text("outcome", "done")
            .number("eventsPerSecond", 24_909.99999)
            .number("mongodMicrosPerEvent", Optional.empty())
            .count("threads", OptionalLong.empty())
            .end(List.of());

    @Test
    void json_beginsWithTheKind_andHasNullForWhatWasNotMeasured() {
        assertThat(ScaleOutput.json(ROW))
                .isEqualTo("{\"kind\":\"scale-history\",\"history\":10000000,\"outcome\":\"done\","
                        + "\"eventsPerSecond\":24910.0,\"mongodMicrosPerEvent\":null,\"threads\":null,\"exact\":true}");
    }

    @Test
    void row_isNotDone_whenItsReplicaFailed() {
        assertThat(ROW.isDone()).isTrue();
        assertThat(ScaleRow.of("kind").end(List.of()).isDone()).isTrue();
        ScaleRow failed =
                ScaleRow.of("kind").text(ScaleRow.OUTCOME, "OutOfMemoryError").end(List.of());
        assertThat(failed.isDone()).isFalse();
        assertThat(ScaleOutput.json(failed)).contains("\"outcome\":\"OutOfMemoryError\"");
    }

    @Test
    void file_isReadBackByKind(@TempDir Path folder) {
        Path file = folder.resolve("rows.json");

        ScaleOutput.write(file, List.of(ROW, ROW));

        assertThat(ResultFile.read(file))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.kind()).isEqualTo("scale-history"));
    }

    @Test
    void text_hasAColumnForEachRow_andTellsWhatDiffers() {
        ScaleRow wrong = ScaleRow.of("scale-history").count("history", 10).end(List.of("document a is missing"));

        assertThat(ScaleOutput.text(List.of(ROW, wrong))
                        .lines()
                        .map(line -> line.strip().replaceAll(" +", " ")))
                .contains("history 10,000,000 10", "exact, checker clean yes NO", "differs: document a is missing");
    }
}
