package dev.leat.chaos.load;

import dev.leat.chaos.workload.ChaosProjections;
import dev.leat.chaos.workload.Traced;
import dev.leat.event.AppendResult;
import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.ExpectedVersion;
import dev.leat.event.NewEvent;
import dev.leat.event.StreamId;
import dev.leat.failure.LeatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One thread that appends to streams of its own, one append after the other. What it appends is decided by its seed; when,
 * by the rate and by how long the servers take.
 */
final class Writer implements Runnable {

    private static final int LIVE_STREAMS = 12;
    private static final int MOST_EVENTS = 4;
    private static final int STREAM_LENGTH = 150;
    private static final long REPEAT_MILLIS = 250;
    private static final String HOT = "hot";
    private static final String TEXT = "t".repeat(60);

    /** How long an append is repeated after the run has ended. */
    private static final Duration LAST_PATIENCE = Duration.ofMinutes(2);

    private final EventStore store;
    private final int number;
    private final Random random;
    private final Pace pace;
    private final Load.Tally tally;
    private final double eventsPerSecond;
    private final String[] streams = new String[LIVE_STREAMS];
    private final AtomicInteger poisoned = new AtomicInteger();
    private final AtomicInteger large = new AtomicInteger();
    private volatile int largeBytes;
    private volatile boolean hot;
    private int streamsMade;
    private long eventsMade;

    Writer(EventStore store, int number, Random random, Pace pace, Load.Tally tally, double eventsPerSecond) {
        this.store = store;
        this.number = number;
        this.random = random;
        this.pace = pace;
        this.tally = tally;
        this.eventsPerSecond = eventsPerSecond;
        for (int i = 0; i < LIVE_STREAMS; i++) {
            streams[i] = newStream();
        }
    }

    private String newStream() {
        streamsMade++;
        return "w" + number + "-" + streamsMade;
    }

    void hot(boolean wanted) {
        hot = wanted;
    }

    void poison(int events) {
        poisoned.addAndGet(events);
    }

    void large(int events, int bytes) {
        largeBytes = bytes;
        large.addAndGet(events);
    }

    @Override
    public void run() {
        long turn = System.nanoTime();
        try {
            while (pace.awaitTurn(turn)) {
                int events = append();
                // A writer that was held up does not catch up: the rate is a ceiling.
                turn = Math.max(turn, System.nanoTime() - Duration.ofSeconds(1).toNanos())
                        + (long) (events / eventsPerSecond * 1e9);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int append() throws InterruptedException {
        String stream = chooseStream();
        long version = tally.versions.getOrDefault(stream, 0L);
        List<NewEvent> events = new ArrayList<>();
        int count = 1 + random.nextInt(MOST_EVENTS);
        for (int i = 0; i < count; i++) {
            events.add(newEvent());
        }
        AppendResult result = appendUntilKnown(stream, version, events);
        switch (result) {
            case null -> {}
            case AppendResult.Appended appended -> {
                tally.versions.put(stream, appended.lastVersion());
                tally.acknowledged.addAndGet(count);
                tally.large.addAndGet(events.stream().filter(Writer::isLarge).count());
                if (stream.startsWith(HOT)) {
                    tally.hot.addAndGet(count);
                }
            }
            case AppendResult.VersionConflict conflict -> {
                tally.surprises.put(stream + ": expected " + version + ", found " + conflict.actual(), true);
                tally.versions.put(stream, conflict.actual());
            }
        }
        return count;
    }

    private String chooseStream() {
        int place = random.nextInt(LIVE_STREAMS);
        if (hot) {
            return HOT;
        }
        if (tally.versions.getOrDefault(streams[place], 0L) >= STREAM_LENGTH) {
            streams[place] = newStream();
        }
        return streams[place];
    }

    private NewEvent newEvent() {
        eventsMade++;
        boolean bad = poisoned.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        boolean big = large.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        String text = big ? "L".repeat(largeBytes) : TEXT;
        Traced traced = new Traced(eventsMade, random.nextInt(ChaosProjections.SHARD_COUNT), bad, text);
        return NewEvent.of(traced).withId(EventId.of("w" + number + ":" + eventsMade));
    }

    private static boolean isLarge(NewEvent event) {
        return event.data() instanceof Traced traced && traced.text().length() > TEXT.length();
    }

    /** The same ids again and again: an append whose outcome is unknown must not become two. */
    private @Nullable AppendResult appendUntilKnown(String stream, long version, List<NewEvent> events)
            throws InterruptedException {
        long deadline = 0;
        while (true) {
            try {
                return store.append(StreamId.of(stream), ExpectedVersion.exactly(version), events);
            } catch (LeatException e) {
                tally.repeated.incrementAndGet();
                if (pace.hasEnded()) {
                    deadline = deadline == 0 ? System.nanoTime() + LAST_PATIENCE.toNanos() : deadline;
                    if (System.nanoTime() - deadline > 0) {
                        tally.surprises.put(stream + ": an append did not come to an end: " + e.getMessage(), true);
                        return null;
                    }
                }
                pace.rest(REPEAT_MILLIS);
            }
        }
    }
}
