package dev.leat.benchmarks.compare;

import java.util.Locale;

/** What became of a ratio. */
enum Verdict {
    WITHIN("ok"),
    BETTER("better"),
    WORSE("WORSE"),
    NOT_MEASURED("not measured"),
    NEW("not in the baseline");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Judges a value by the baseline and its tolerance. */
    static Verdict of(Ratio baseline, double now) {
        double worsening = baseline.better().worsening(baseline.value(), now);
        if (worsening > baseline.tolerance()) {
            return WORSE;
        }
        return worsening < 1 / baseline.tolerance() ? BETTER : WITHIN;
    }

    String words() {
        return words;
    }

    /** The verdict for people, with what it was judged by. */
    String words(Ratio baseline) {
        return this == WORSE
                ? String.format(Locale.ROOT, "%s, allowed is %s times", words, shortly(baseline.tolerance()))
                : words;
    }

    private static String shortly(double factor) {
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }
}
