package dev.leat.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launchers' {@code dev/lib/java.sh} in a clone whose Maven is a script that ends when it is told to. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherLockTest {

    private static final String MAVEN = """
            #!/bin/sh
            mkdir building || exit 1
            until [ -e go ]; do sleep 0.05; done
            mkdir -p module/target/lib
            echo built >>builds
            rmdir building
            """;

    /** Stays until its input ends, as a benchmark that runs. */
    private static final String JAVA = """
            #!/bin/sh
            echo launched >&2
            exec cat
            """;

    private static final String LAUNCHER = """
            set -euo pipefail
            leat_root=$1
            . "$2"
            leat_run module Main
            """;

    @TempDir
    Path clone;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeClone() throws IOException {
        script("mvnw", MAVEN);
        script("jdk/bin/java", JAVA);
        script("jdk/bin/javac", JAVA);
        Files.writeString(clone.resolve("jdk/release"), "JAVA_VERSION=\"99\"");
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.createDirectories(clone.resolve("module/src/main"));
        Files.writeString(clone.resolve("module/pom.xml"), "<project/>");
    }

    private void script(String name, String text) throws IOException {
        Path file = clone.resolve(name);
        Files.createDirectories(clone.resolve("jdk/bin"));
        assertThat(Files.writeString(file, text).toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroy);
    }

    @Test
    void secondLauncher_waitsForTheBuildOfTheFirst_andStartsWithIt() throws Exception {
        Process first = launch();
        awaitLine(first, "building");
        await(clone.resolve("building"));
        Process second = launch();
        awaitLine(second, "waiting for the build of another launcher");
        Files.createFile(clone.resolve("go"));

        awaitLine(first, "launched");
        awaitLine(second, "launched");

        // The first one is still at work, so the lock is not held longer than for the build.
        assertThat(first.isAlive()).isTrue();
        assertThat(clone.resolve("builds")).hasContent("built");
        for (Process launcher : started) {
            launcher.getOutputStream().close();
            assertThat(launcher.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(launcher.exitValue()).isZero();
        }
    }

    private Process launch() throws IOException {
        Path library = Path.of("..", "dev", "lib", "java.sh").toAbsolutePath();
        ProcessBuilder launcher =
                new ProcessBuilder("bash", "-c", LAUNCHER, "launcher", clone.toString(), library.toString());
        launcher.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
        Process process = launcher.start();
        started.add(process);
        return process;
    }

    private static void awaitLine(Process launcher, String words) throws IOException {
        // The same reader each time: Process keeps it.
        BufferedReader lines = launcher.errorReader(StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (line.contains(words)) {
                return;
            }
        }
        throw new AssertionError("ended without \"" + words + "\": " + read);
    }

    private static void await(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(10);
        }
    }
}
