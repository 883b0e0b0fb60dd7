package dev.leat.chaos.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * A document of a projection keyed by stream: the versions that took effect, in their order, as runs {@code first-last}.
 * As long as nothing is lost, twice or out of order there is one run, so a stream may grow without end.
 */
public record Runs(List<String> runs) {

    /** Before the first event. */
    public static final Runs NONE = new Runs(List.of());

    public Runs {
        runs = List.copyOf(runs);
    }

    /** With one version more. */
    public Runs plus(long version) {
        List<String> longer = new ArrayList<>(runs);
        String last = longer.isEmpty() ? "0-0" : longer.getLast();
        int dash = last.indexOf('-');
        if (Long.parseLong(last.substring(dash + 1)) + 1 == version) {
            String first = longer.isEmpty() ? Long.toString(version) : last.substring(0, dash);
            if (!longer.isEmpty()) {
                longer.removeLast();
            }
            longer.add(first + "-" + version);
        } else {
            longer.add(version + "-" + version);
        }
        return new Runs(longer);
    }
}
