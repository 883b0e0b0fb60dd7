package dev.leat.chaos.replica;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The hold on one replica process. Thread-safe. */
public final class ReplicaProcess {

    private static final long END_MILLIS = 2_000;

    private final String name;
    private final Process process;
    private final BufferedWriter orders;
    private final List<Report> reports = new ArrayList<>();
    private volatile boolean dismissed;

    ReplicaProcess(String name, Process process, CommitWatch commits) {
        this.name = name;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().name("reports of " + name).daemon().start(() -> read(commits));
    }

    private void read(CommitWatch commits) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Report.parse(line).ifPresent(report -> heard(report, commits));
            }
        } catch (IOException e) {
            // The pipe of a process that is killed breaks; that it is gone shows in other ways.
            return;
        }
    }

    private void heard(Report report, CommitWatch commits) {
        if (report.kind() == Report.Kind.COMMITTED) {
            commits.committed(Arrays.asList(report.detail().split(",", -1)), System.nanoTime());
            return;
        }
        synchronized (reports) {
            reports.add(report);
            reports.notifyAll();
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The reports so far, without those of commits. */
    public List<Report> reports() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
    }

    /** How many reports came so far: the mark for {@link #await}. */
    public int mark() {
        synchronized (reports) {
            return reports.size();
        }
    }

    /**
     * Waits for a report.
     *
     * @param mark reports before it do not count
     * @return null when none came, because the time is over or the process has ended
     */
    public @Nullable Report await(Report.Kind kind, int mark, Duration atMost) throws InterruptedException {
        return await(report -> report.kind() == kind, mark, atMost);
    }

    private @Nullable Report await(Predicate<Report> wanted, int mark, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        int next = mark;
        synchronized (reports) {
            while (true) {
                for (; next < reports.size(); next++) {
                    if (wanted.test(reports.get(next))) {
                        return reports.get(next);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || !process.isAlive()) {
                    return null;
                }
                reports.wait(Math.min(left, 200));
            }
        }
    }

    /** Gives an order; one to a process that has ended is dropped. */
    public synchronized void order(Order order) {
        try {
            orders.write(order.line());
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            // The pipe breaks a moment before the process is seen to be gone; one that lives on shows no effect.
            process.onExit()
                    .completeOnTimeout(process, END_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /** Says that its end is wanted, or at least expected. */
    public void dismiss() {
        dismissed = true;
    }

    boolean endedUnasked() {
        return !dismissed && !process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        dismiss();
        process.toHandle().destroyForcibly();
    }

    /** SIGTERM, by the handle, because {@link Process#destroy} would also close the input: an order to die at once. */
    public void terminate() {
        dismiss();
        process.toHandle().destroy();
    }

    /** SIGSTOP. */
    public void freeze() throws InterruptedException {
        Signal.STOP.send(process.pid());
    }

    /** SIGCONT. */
    public void thaw() throws InterruptedException {
        Signal.CONT.send(process.pid());
    }

    /**
     * Waits for the end of the process.
     *
     * @return its exit code; null when it lives on
     */
    public @Nullable Integer awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
    }
}
