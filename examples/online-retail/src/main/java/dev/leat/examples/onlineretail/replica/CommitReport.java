package dev.leat.examples.onlineretail.replica;

import dev.leat.observe.LeatListener;
import dev.leat.readmodel.Commit;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the transactions of a replica and tells the process that started it, which cannot see them: the store counts
 * commits per partition, and one transaction moves many. Thread-safe.
 */
final class CommitReport implements LeatListener {

    private static final String PREFIX = "commits ";
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final PrintStream out;
    private final AtomicLong commits = new AtomicLong();

    CommitReport(PrintStream out) {
        this.out = out;
    }

    /** The count in a line of a report; empty for any other line. */
    static OptionalLong parse(String line) {
        return line.matches(PREFIX + "\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(line.substring(PREFIX.length())))
                : OptionalLong.empty();
    }

    @Override
    public void committed(Commit commit, Duration duration) {
        commits.incrementAndGet();
    }

    /** Reports from now on, on a thread of its own that ends with the process. */
    void start() {
        Thread thread = new Thread(this::report, "commit-report");
        thread.setDaemon(true);
        thread.start();
    }

    private void report() {
        try {
            while (!out.checkError()) {
                out.println(PREFIX + commits.get());
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
