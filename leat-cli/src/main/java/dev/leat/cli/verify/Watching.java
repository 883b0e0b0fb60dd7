package dev.leat.cli.verify;

import dev.leat.failure.StoreUnavailableException;
import dev.leat.verify.Finding;
import dev.leat.verify.HistoryWatch;
import dev.leat.verify.VerifiableStores;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a watch saw. Immutable.
 *
 * @param looks how often it looked
 * @param findings what went back between two looks
 */
record Watching(long looks, List<Finding> findings) {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    Watching {
        findings = List.copyOf(findings);
    }

    /** Looks for so long; not at all for zero. A look that MongoDB does not answer is said and left out. */
    static Watching run(VerifiableStores stores, Duration duration, PrintStream messages) throws InterruptedException {
        HistoryWatch watch = HistoryWatch.of(stores);
        List<Finding> findings = new ArrayList<>();
        long begin = System.nanoTime();
        while (duration.isPositive()) {
            try {
                findings.addAll(watch.look());
            } catch (StoreUnavailableException e) {
                messages.println("a look failed: " + e.getMessage());
            }
            if (System.nanoTime() - begin >= duration.toNanos()) {
                break;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return new Watching(watch.looks(), findings);
    }
}
