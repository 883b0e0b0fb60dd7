package dev.leat.benchmarks.workload;

import dev.leat.projection.Projection;
import java.util.List;
import java.util.stream.IntStream;

/** The projections that are measured: one document per stream, all of them alike. */
public final class TotalsProjection {

    private TotalsProjection() {}

    /** As many projections as wanted, each with a read model of its own. */
    public static List<Projection<StreamTotals>> list(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(TotalsProjection::numbered)
                .toList();
    }

    /** The collections of that many projections. */
    public static List<String> collections(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(TotalsProjection::collection)
                .toList();
    }

    private static Projection<StreamTotals> numbered(int number) {
        return Projection.named("totals-" + number)
                .into(collection(number), StreamTotals.class)
                .startingWith(StreamTotals.NONE)
                .on(ItemAdded.class, (totals, item, event) -> totals.plus(item))
                .build();
    }

    private static String collection(int number) {
        return "totals_" + number;
    }
}
