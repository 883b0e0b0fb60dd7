package dev.leat.benchmarks.kafka.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One server as a process, tied to this one. Thread-safe. */
final class ServerProcess implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final Duration END_WAIT = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path log;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a main class under {@link Tethered}. */
    static ServerProcess start(String name, JavaProcess java, List<String> mainAndArguments) {
        return new ServerProcess(name, java.start(Tethered.class.getName(), mainAndArguments), java.log());
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits for a condition and watches meanwhile that the server lives.
     *
     * @param what the condition in words
     * @throws IllegalStateException when it does not come true in time, or the server has ended
     */
    void await(BooleanSupplier condition, Duration atMost, String what) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The " + name + " ended with code " + process.exitValue()
                        + ". Its last words: " + JavaProcess.lastWords(log));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Waited in vain for " + what + " for " + atMost.toSeconds()
                        + " s. Last words of the " + name + ": " + JavaProcess.lastWords(log));
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** Waits for the end of a process that is not a server. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            close();
            throw new IllegalStateException("The " + name + " failed. Its last words: " + JavaProcess.lastWords(log));
        }
    }

    /** Ends the server: SIGTERM, by the handle, because {@link Process#destroy} would also close the input. */
    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (process.waitFor(END_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.toHandle().destroyForcibly();
    }
}
