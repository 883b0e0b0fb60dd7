package dev.leat.testkit.simulation;

import dev.leat.event.Event;
import dev.leat.event.FeedItem;
import dev.leat.ledger.EventFeed;
import dev.leat.ledger.EventFeed.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Breaks what the feed of events promises. */
final class FeedMutant implements Mutant {

    private static final double NOW_AND_THEN = 0.1;

    private final Mutation mutation;
    private final Chance chance;

    FeedMutant(Mutation mutation, Chance chance) {
        this.mutation = mutation;
        this.chance = chance;
    }

    @Override
    public @Nullable Object apply(Call call) {
        Object result = call.invoke();
        return call.name().equals("read") && call.isOf(EventFeed.class)
                ? changed((Slice) Objects.requireNonNull(result))
                : result;
    }

    private Slice changed(Slice slice) {
        List<FeedItem> items = new ArrayList<>(slice.items());
        if (items.isEmpty() || !chance.of(NOW_AND_THEN)) {
            return slice;
        }
        int last = items.size() - 1;
        switch (mutation) {
            case FEED_SKIPS_AN_EVENT -> items.removeLast();
            case FEED_REPEATS_AN_EVENT -> items.addLast(items.getLast());
            case FEED_IS_REORDERED -> Collections.swap(items, 0, last);
            case FEED_GIVES_ANOTHER_BODY -> swapBodies(items, 0, last);
            default -> {
                return new Slice(items, slice.through().plus(1), slice.more());
            }
        }
        return new Slice(items, slice.through(), slice.more());
    }

    private static void swapBodies(List<FeedItem> items, int i, int j) {
        if (items.get(i) instanceof Event first && items.get(j) instanceof Event second) {
            items.set(i, withBody(first, second));
            items.set(j, withBody(second, first));
        }
    }

    private static Event withBody(Event place, Event body) {
        return new Event(
                place.position(),
                body.id(),
                body.slot(),
                body.stream(),
                body.version(),
                body.type(),
                body.time(),
                body.data(),
                body.metadata());
    }
}
