package dev.leat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    Path parent;

    private String deadPid = "";

    @BeforeEach
    void endAProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        deadPid = Long.toString(process.pid());
    }

    @Test
    void make_deletesTheFolderOfADeadRun_andNothingThatALinkInItLeadsTo() throws IOException {
        Path outside = Files.writeString(parent.resolve("outside"), "stays");
        Path left = folder(RunFolder.PREFIX + "left", deadPid);
        Files.createDirectories(left.resolve("kafka-1/log"));
        Files.writeString(left.resolve("kafka-1/log/00000000.log"), "records");
        Files.createSymbolicLink(left.resolve("link"), outside);
        Files.createSymbolicLink(left.resolve("up"), parent);

        try (RunFolder folder = RunFolder.make(parent)) {
            assertThat(left).doesNotExist();
            assertThat(outside).hasContent("stays");
            assertThat(folder.path()).isDirectory();
        }
    }

    @Test
    void make_leavesFoldersOfOthersAlone() throws IOException {
        Path alive = folder(
                RunFolder.PREFIX + "alive",
                Long.toString(ProcessHandle.current().pid()));
        Path unnamed = Files.createDirectory(parent.resolve(RunFolder.PREFIX + "unnamed"));
        Path unreadable = folder(RunFolder.PREFIX + "unreadable", "");
        Path foreign = folder("other-" + RunFolder.PREFIX, deadPid);
        Path link = Files.createSymbolicLink(parent.resolve(RunFolder.PREFIX + "link"), foreign);

        try (RunFolder first = RunFolder.make(parent);
                RunFolder second = RunFolder.make(parent)) {
            assertThat(first.path()).isNotEqualTo(second.path()).isDirectory();
        }

        for (Path kept : new Path[] {alive, unnamed, unreadable, foreign, link}) {
            assertThat(kept).exists();
        }
        assertThat(foreign.resolve(RunFolder.OWNER)).exists();
    }

    @Test
    void close_deletesTheFolderWithItsFiles() throws IOException {
        RunFolder folder = RunFolder.make(parent);
        Files.writeString(folder.path().resolve("replica.log"), "words");

        folder.close();

        assertThat(parent).isEmptyDirectory();
    }

    private Path folder(String name, String owner) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve(RunFolder.OWNER), owner);
        return folder;
    }
}
