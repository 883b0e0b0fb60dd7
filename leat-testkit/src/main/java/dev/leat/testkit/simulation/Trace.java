package dev.leat.testkit.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The last things that happened, in words; kept only in the replay of a failure. Confined to the simulation's thread. */
final class Trace {

    private static final int LINES = Integer.getInteger("leat.simulation.trace", 60);
    private static final int WIDTH = 400;

    private final boolean on;
    private final SimulatedTime time;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(boolean on, SimulatedTime time) {
        this.on = on;
        this.time = time;
    }

    void add(Supplier<String> line) {
        if (on) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            String text = line.get();
            String shown = text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
            lines.add(String.format("%9.3fs %s", (double) time.now() / SimulatedTime.SECOND, shown));
        }
    }

    String text() {
        return String.join(System.lineSeparator(), lines);
    }
}
