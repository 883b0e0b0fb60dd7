package dev.leat.examples.onlineretail.check;

import java.util.List;
import java.util.Locale;

/**
 * The outcome of a comparison. Immutable.
 *
 * @param documents that there must be, over all read models
 * @param differing documents that are missing, too many or wrong
 * @param lost events that a document lacks
 * @param twice events that a document has too often
 * @param outOfOrder events that were folded at a wrong place
 * @param firstDifferences at most {@value #MAX_DIFFERENCES}, in words
 */
public record Verdict(
        int readModels,
        long documents,
        long differing,
        long lost,
        long twice,
        long outOfOrder,
        List<String> firstDifferences) {

    /** Most differences put into words. */
    public static final int MAX_DIFFERENCES = 10;

    public Verdict {
        firstDifferences = List.copyOf(firstDifferences);
    }

    public boolean isExact() {
        return differing == 0;
    }

    /** The verdict as one line. */
    public String line() {
        String counts = String.format(
                Locale.ROOT,
                "%,d documents, %,d lost, %,d twice, %,d out of order",
                documents,
                lost,
                twice,
                outOfOrder);
        return isExact()
                ? "exact: " + readModels + " read models, " + counts
                : String.format(Locale.ROOT, "differs: %,d of ", differing) + counts + "; first "
                        + firstDifferences.getFirst();
    }
}
