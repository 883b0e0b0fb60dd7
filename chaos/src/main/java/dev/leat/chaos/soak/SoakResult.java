package dev.leat.chaos.soak;

import java.util.List;

/** What a soak showed. Immutable. */
public record SoakResult(String spared, List<Sample> samples, List<Flatness> flatness) {

    public SoakResult {
        samples = List.copyOf(samples);
        flatness = List.copyOf(flatness);
    }

    /** Judges the samples. */
    public static SoakResult of(String spared, List<Sample> samples) {
        return new SoakResult(spared, samples, Flatness.of(samples, spared));
    }

    /** True when everything is. */
    public boolean isFlat() {
        return flatness.stream().allMatch(Flatness::isFlat);
    }
}
