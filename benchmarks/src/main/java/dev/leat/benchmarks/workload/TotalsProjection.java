package dev.leat.benchmarks.workload;

import dev.leat.event.EventType;
import dev.leat.projection.Projection;
import dev.leat.projection.ProjectionBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;

/** The projections that are measured: one document per stream, all of them alike. */
public final class TotalsProjection {

    private TotalsProjection() {}

    /** As many projections as wanted, each with a read model of its own. */
    public static List<Projection<StreamTotals>> list(int count) {
        return list(ProjectionSet.alike(count));
    }

    /** The projections of a set. */
    static List<Projection<StreamTotals>> list(ProjectionSet set) {
        return IntStream.rangeClosed(1, set.count())
                .mapToObj(number -> numbered(number, set))
                .toList();
    }

    /** The collections of that many projections. */
    public static List<String> collections(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(TotalsProjection::collection)
                .toList();
    }

    private static Projection<StreamTotals> numbered(int number, ProjectionSet set) {
        ProjectionBuilder<StreamTotals> projection = Projection.named("totals-" + number)
                .into(collection(number), StreamTotals.class)
                .partitions(set.partitions())
                .startingWith(StreamTotals.NONE);
        if (set.types() == 0) {
            projection.on(ItemAdded.class, (totals, item, event) -> totals.plus(item));
        } else {
            // A class can stand for one type only, so these come as they are stored.
            projection.on(EventType.of(set.wantedBy(number - 1)), (totals, data, event) -> plus(totals, data));
        }
        return projection.build();
    }

    private static StreamTotals plus(StreamTotals totals, Object data) {
        BsonDocument item = (BsonDocument) data;
        return totals.plus(
                item.getNumber("number").longValue(), item.getNumber("cents").longValue());
    }

    private static String collection(int number) {
        return "totals_" + number;
    }
}
