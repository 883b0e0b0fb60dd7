package dev.leat.examples.onlineretail.view;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a plain line every few seconds, for a log file or a pipe. Confined to one thread. */
final class LineView implements LiveView {

    /** Time between two lines: 3 s. */
    static final Duration INTERVAL = Duration.ofSeconds(3);

    private final PrintStream out;
    private @Nullable Duration last;

    LineView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Figures figures) {
        if (last == null || figures.elapsed().minus(last).compareTo(INTERVAL) >= 0) {
            last = figures.elapsed();
            out.println(line(figures));
        }
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void close() {}

    static String line(Figures figures) {
        return String.format(
                Locale.ROOT,
                "%4d s  loaded %,d of %,d, projected %,d, lag %,d events | %s",
                figures.elapsed().toSeconds(),
                figures.loaded(),
                figures.total(),
                figures.projected(),
                figures.lagEvents(),
                figures.replicas().stream().map(LineView::replica).collect(Collectors.joining(" | ")));
    }

    private static String replica(ReplicaFigures replica) {
        return String.format(
                Locale.ROOT,
                "%s %s%s, %d partitions, %,.0f/s, lag %,d %.1f s, %,d commits",
                replica.name(),
                replica.state(),
                replica.tailer() ? " as tailer" : "",
                replica.partitions(),
                replica.eventsPerSecond(),
                replica.lagEvents(),
                replica.lag().toMillis() / 1e3,
                replica.commits());
    }
}
