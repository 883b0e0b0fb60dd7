package dev.leat.route;

import dev.leat.batch.Linger;
import dev.leat.event.Position;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import dev.leat.ledger.SourceId;
import dev.leat.partition.SlotSet;
import dev.leat.projection.Keying;
import dev.leat.projection.Projection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the ledger and the events behind it, from where the hindmost partitions are to where the next ones are, or to the
 * end.
 */
final class LedgerIntake implements Intake {

    /** A quiet ledger is looked at so often, in case a wake-up was lost. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

    private final RouteContext context;
    private final Projection<?> projection;
    private final SourceId source;
    private final EventFeed feed;
    private final LedgerEnds ends;
    private final Linger linger;
    private final AtomicBoolean grew = new AtomicBoolean(true);
    private Runnable news = () -> {};

    /**
     * The intake of one projection.
     *
     * @param feed the ledger and the events behind it
     * @param ends shared by the projections of a replica
     */
    LedgerIntake(RouteContext context, Projection<?> projection, SourceId source, EventFeed feed, LedgerEnds ends) {
        this.context = context;
        this.projection = projection;
        this.source = source;
        this.feed = feed;
        this.ends = ends;
        this.linger = new Linger(context.config().batch().maxLinger(), now());
    }

    @Override
    public void listen(Runnable newNews, Runnable assignmentChanged) {
        news = newNews;
    }

    @Override
    public void ledgerGrew() {
        grew.set(true);
        news.run();
    }

    @Override
    public void position(Map<Integer, Place> owned) {
        grew.set(true);
    }

    @Override
    public Duration untilRead(Map<Integer, Position> reached) {
        long lingers = linger.left(now());
        if (lingers > 0) {
            return Duration.ofNanos(lingers);
        }
        Position lowest = lowest(reached);
        boolean caughtUp = nextAbove(lowest, reached).equals(Position.MAX)
                && !grew.getAndSet(false)
                && !ends.isDue(source, lowest, now(), LOOK_INTERVAL.toNanos());
        return caughtUp ? Duration.ofNanos(ends.dueIn(source, now(), LOOK_INTERVAL.toNanos())) : Duration.ZERO;
    }

    @Override
    public Run read(Map<Integer, Position> reached, int maxEvents) {
        Position lowest = lowest(reached);
        Position upTo = nextAbove(lowest, reached);
        Set<Integer> hindmost = new TreeSet<>();
        reached.forEach((partition, position) -> {
            if (position.equals(lowest)) {
                hindmost.add(partition);
            }
        });
        return run(hindmost, lowest, upTo, maxEvents);
    }

    private Run run(Set<Integer> group, Position after, Position upTo, int maxEvents) {
        Slice slice = feed.read(source, after, upTo, slotsOf(group), maxEvents);
        if (slice.more()) {
            grew.set(true);
        } else if (slice.through().isBefore(upTo)) {
            ends.seen(source, slice.through(), now());
        }
        if (!after.isBefore(slice.through())) {
            return Run.NOTHING;
        }
        boolean more = slice.more() || !upTo.equals(Position.MAX);
        linger.read(now(), after, slice.through(), slice.items().size(), more);
        Map<Integer, Position> through = new HashMap<>();
        group.forEach(partition -> through.put(partition, slice.through()));
        return new Run(
                List.of(new Run.Segment(slice.items(), through, null)),
                slice.through().since(after),
                slice.more() && slice.through().isBefore(upTo));
    }

    private SlotSet slotsOf(Set<Integer> group) {
        return switch (projection.keying()) {
            case Keying.ByContent ignored -> SlotSet.ALL;
            case Keying.ByStream ignored ->
                group.stream()
                        .map(projection.partitioning()::slotsOf)
                        .reduce(SlotSet::plus)
                        .orElse(SlotSet.ALL);
        };
    }

    private static Position lowest(Map<Integer, Position> reached) {
        return reached.values().stream().reduce(Position.MAX, Position::min);
    }

    /** Where the partitions that are further on stand; {@link Position#MAX} when there are none. */
    private static Position nextAbove(Position position, Map<Integer, Position> reached) {
        return reached.values().stream().filter(position::isBefore).reduce(Position.MAX, Position::min);
    }

    private long now() {
        return context.ticker().nanos();
    }
}
