package dev.leat.examples.onlineretail.replica;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a replica as a process of its own. Thread-safe. */
final class ReplicaProcess {

    private final String name;
    private final Process process;
    private final Path log;
    private volatile long commits;

    private ReplicaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a replica with the Java and the class path of this process.
     *
     * @param logs folder for what it logs
     */
    static ReplicaProcess start(String name, String uri, String database, Path logs) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        Path log = logs.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                java,
                // A replica of this size needs no more; three of them and MongoDB share a small machine.
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                // Else a killed process leaves a file behind.
                "-XX:-UsePerfData",
                "-Dleat.log.level=INFO",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leat.examples.onlineretail.Main",
                "replica",
                "--database",
                database,
                "--name",
                name);
        builder.environment().put(ReplicaCommand.URI_VARIABLE, uri);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        ReplicaProcess started = new ReplicaProcess(name, builder.start(), log);
        Thread reader = new Thread(started::readCommits, "commits of " + name);
        reader.setDaemon(true);
        reader.start();
        return started;
    }

    private void readCommits() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                commits = CommitReport.parse(line).orElse(commits);
            }
        } catch (IOException e) {
            // The process is gone; what it said last stands.
        }
    }

    /** Transactions of this run, as the process told last. */
    long commits() {
        return commits;
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end, and enforces it when it does not come, or when the waiting is interrupted. */
    void awaitEnd(long seconds) {
        try {
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    /** The last lines that it logged. */
    List<String> logTail(int lines) throws IOException {
        List<String> all = Files.readAllLines(log);
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
