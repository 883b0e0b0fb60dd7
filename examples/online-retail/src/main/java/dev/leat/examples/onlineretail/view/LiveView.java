package dev.leat.examples.onlineretail.view;

import java.io.IOException;

/** Shows the demo while it goes on. Confined to one thread. */
public sealed interface LiveView extends AutoCloseable permits TerminalView, LineView {

    /** Shows the figures of this moment. */
    void show(Figures figures);

    /** Says something that stays on the screen. */
    void say(String line);

    @Override
    void close();

    /** A view that redraws itself in a terminal, else one that writes a line every few seconds. */
    static LiveView open(long total) throws IOException {
        return TerminalView.open(total).<LiveView>map(view -> view).orElseGet(() -> new LineView(System.out));
    }
}
