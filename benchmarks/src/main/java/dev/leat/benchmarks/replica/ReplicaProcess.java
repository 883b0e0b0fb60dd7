package dev.leat.benchmarks.replica;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The benchmark's hold on one replica process. Thread-safe. */
final class ReplicaProcess {

    private final String name;
    private final Process process;
    private final BufferedWriter orders;
    private final CountDownLatch outOfMemory = new CountDownLatch(1);

    /**
     * Takes hold of a process.
     *
     * @param reports hears every report, on a thread of its own
     */
    ReplicaProcess(String name, Process process, Consumer<Report> reports) {
        this.name = name;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().name("reports of " + name).daemon().start(() -> read(reports));
    }

    private void read(Consumer<Report> reports) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Report.parse(line).ifPresentOrElse(reports, unknown(line));
            }
        } catch (IOException e) {
            // The pipe of a process that is killed breaks; that it is gone shows in other ways.
            return;
        }
    }

    private Runnable unknown(String line) {
        if (line.contains("java.lang.OutOfMemoryError")) {
            outOfMemory.countDown();
        }
        return () -> System.err.println(name + ": " + line);
    }

    /**
     * Whether it ended because its heap was too small, as it does with {@code -XX:+ExitOnOutOfMemoryError}.
     *
     * @param atMost how long its last words are waited for; it must be about to end, or gone
     */
    boolean ranOutOfMemory(Duration atMost) throws InterruptedException {
        return outOfMemory.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    String name() {
        return name;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void order(Order order) {
        try {
            orders.write(order.name());
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Replica " + name + " takes no orders any more.", e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGTERM, by the handle, because {@link Process#destroy} would also close the input: an order to die at once. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Waits for the end of the process. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
