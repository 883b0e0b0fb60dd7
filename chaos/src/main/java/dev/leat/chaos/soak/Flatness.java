package dev.leat.chaos.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether something stays as it is over a soak. Two figures decide, and each has to keep within the tolerance: how much
 * the median of the last quarter is above that of the first one after the warm-up, and how much a straight line through all
 * of it rises from end to end. What falls is flat. Immutable.
 *
 * @param subject whose value it is
 * @param value what was measured
 * @param first median of the first quarter
 * @param last median of the last quarter
 * @param rise of the line, from end to end
 * @param tolerance in the unit of the value
 */
public record Flatness(
        String subject, String value, int samples, double first, double last, double rise, double tolerance) {

    /** The share of a soak that is left out, because a process still warms up. */
    static final double WARM_UP = 0.15;

    private static final int FEWEST = 8;

    /** What may come on top: a share of the value, or an amount where that is more. */
    record Tolerance(String value, double share, double amount) {}

    private static final double MEGABYTE = 1 << 20;

    private static final List<Tolerance> OF_REPLICA = List.of(
            new Tolerance(Sample.RSS, 0.10, 8 * MEGABYTE),
            new Tolerance(Sample.HEAP, 0.15, 3 * MEGABYTE),
            new Tolerance(Sample.THREADS, 0, 3));

    private static final List<Tolerance> OF_SERVERS = List.of(
            new Tolerance(Sample.CURSORS, 0.15, 6),
            new Tolerance(Sample.SESSIONS, 0.20, 20),
            new Tolerance(Sample.CONNECTIONS, 0.15, 15));

    /**
     * Judges a soak.
     *
     * @param samples all of them
     * @param spared the replica that was never struck
     */
    public static List<Flatness> of(List<Sample> samples, String spared) {
        List<Flatness> judged = new ArrayList<>();
        OF_REPLICA.forEach(tolerance -> judged.add(of(samples, spared, tolerance)));
        // A sum over fewer members says nothing.
        long members = samples.stream()
                .mapToLong(sample -> sample.values().getOrDefault(Sample.MEMBERS, 0L))
                .max()
                .orElse(0);
        List<Sample> whole = samples.stream()
                .filter(sample -> sample.values().getOrDefault(Sample.MEMBERS, 0L) == members)
                .toList();
        OF_SERVERS.forEach(tolerance -> judged.add(of(whole, Sample.SERVERS, tolerance)));
        return judged;
    }

    static Flatness of(List<Sample> samples, String subject, Tolerance tolerance) {
        double end = samples.stream().mapToDouble(Sample::atSeconds).max().orElse(0);
        List<double[]> points = samples.stream()
                .filter(sample -> sample.subject().equals(subject)
                        && sample.values().containsKey(tolerance.value())
                        && sample.atSeconds() >= end * WARM_UP)
                .map(sample -> new double[] {sample.atSeconds(), sample.values().getOrDefault(tolerance.value(), 0L)})
                .toList();
        int quarter = points.size() / 4;
        double first = median(points.subList(0, quarter));
        double last = median(points.subList(points.size() - quarter, points.size()));
        return new Flatness(
                subject,
                tolerance.value(),
                points.size(),
                first,
                last,
                rise(points),
                Math.max(first * tolerance.share(), tolerance.amount()));
    }

    private static double median(List<double[]> points) {
        double[] sorted =
                points.stream().mapToDouble(point -> point[1]).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Least squares. */
    private static double rise(List<double[]> points) {
        if (points.size() < 2) {
            return 0;
        }
        double meanTime =
                points.stream().mapToDouble(point -> point[0]).average().orElse(0);
        double mean = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
        double product = 0;
        double square = 0;
        for (double[] point : points) {
            product += (point[0] - meanTime) * (point[1] - mean);
            square += (point[0] - meanTime) * (point[0] - meanTime);
        }
        return square == 0 ? 0 : product / square * (points.getLast()[0] - points.getFirst()[0]);
    }

    /** The verdict; too few samples are not flat. */
    public boolean isFlat() {
        return samples >= FEWEST && last - first <= tolerance && rise <= tolerance;
    }
}
