package dev.leat.examples.onlineretail.view;

import java.io.IOException;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Redraws a progress bar and a table of replicas in place. Confined to one thread. */
final class TerminalView implements LiveView {

    private static final int MAX_BAR_WIDTH = 110;
    private static final int BAR_UPDATE_MILLIS = 200;
    private static final int DEFAULT_COLUMNS = 120;

    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final ProgressBar bar;
    private volatile String barText = "";
    private boolean finished;
    private List<AttributedString> table = List.of();
    private int drawnLines;

    private TerminalView(Terminal terminal, long total) {
        this.terminal = terminal;
        this.bar = new ProgressBarBuilder()
                .setTaskName("load")
                .setInitialMax(total)
                .setUnit(" events", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(BAR_UPDATE_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> barText = text, Math.min(MAX_BAR_WIDTH, terminal.getColumns() - 1)))
                .build();
    }

    /** A view on standard output; empty when that is no terminal that can be redrawn. */
    static Optional<TerminalView> open(long total) throws IOException {
        // Not the JNI provider, which unpacks a library into a temporary file.
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .jni(false)
                .dumb(true)
                .nativeSignals(false)
                .build();
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            return Optional.empty();
        }
        return Optional.of(new TerminalView(terminal, total));
    }

    @Override
    public void show(Figures figures) {
        if (!finished) {
            bar.stepTo(figures.loaded());
            if (figures.loaded() >= figures.total()) {
                bar.refresh();
                bar.close();
                finished = true;
            }
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(plain(barText.stripTrailing()));
        lines.add(plain(String.format(
                Locale.ROOT,
                "%d s, %,d events in the ledger, %,d projected, lag %,d events",
                figures.elapsed().toSeconds(),
                figures.inLedger(),
                figures.projected(),
                figures.lagEvents())));
        lines.add(new AttributedString(
                String.format(
                        "%-12s %-22s %10s %9s %11s %8s %9s",
                        "replica", "state", "partitions", "events/s", "lag events", "lag s", "commits"),
                AttributedStyle.BOLD));
        figures.replicas().forEach(replica -> lines.add(row(replica)));
        draw(lines);
    }

    @Override
    public void say(String line) {
        PrintWriter out = terminal.writer();
        out.print(upToTheFirstLine() + CLEAR_BELOW);
        out.println(line);
        drawnLines = 0;
        draw(table);
    }

    @Override
    public void close() {
        if (!finished) {
            bar.close();
            finished = true;
        }
        try {
            terminal.close();
        } catch (IOException e) {
            throw new IllegalStateException("The terminal cannot be given back.", e);
        }
    }

    private void draw(List<AttributedString> lines) {
        int columns = terminal.getColumns() > 0 ? terminal.getColumns() : DEFAULT_COLUMNS;
        int rows = terminal.getRows() > 1 ? terminal.getRows() - 1 : lines.size();
        table = List.copyOf(lines);
        List<AttributedString> fitting = lines.subList(0, Math.min(lines.size(), rows));
        PrintWriter out = terminal.writer();
        out.print(upToTheFirstLine());
        for (AttributedString line : fitting) {
            out.print(CLEAR_LINE);
            out.println(line.columnSubSequence(0, columns - 1).toAnsi(terminal));
        }
        terminal.flush();
        drawnLines = fitting.size();
    }

    private String upToTheFirstLine() {
        return drawnLines == 0 ? "\r" : "\r\u001b[" + drawnLines + "A";
    }

    private static AttributedString plain(String text) {
        return new AttributedString(text);
    }

    private static AttributedString row(ReplicaFigures replica) {
        String text = String.format(
                Locale.ROOT,
                "%-12s %-22s %10d %,9.0f %,11d %8.1f %,9d",
                replica.name(),
                replica.state() + (replica.tailer() ? ", tailer" : ""),
                replica.partitions(),
                replica.eventsPerSecond(),
                replica.lagEvents(),
                replica.lag().toMillis() / 1e3,
                replica.commits());
        return replica.state().startsWith("killed")
                ? new AttributedString(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.RED))
                : plain(text);
    }
}
