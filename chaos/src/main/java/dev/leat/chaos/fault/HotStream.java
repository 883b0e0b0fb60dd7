package dev.leat.chaos.fault;

import java.util.Random;

/** {@link FaultKind#HOT_STREAM}. */
final class HotStream implements Fault {

    private static final int LEAST_MILLIS = 6_000;
    private static final int MOST_MILLIS = 12_000;
    private static final double LEAST_SHARE = 0.3;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int millis = random.nextInt(LEAST_MILLIS, MOST_MILLIS);
        long hotBefore = arena.load().hotWritten();
        long before = arena.load().acknowledged();
        arena.load().hot(true);
        Thread.sleep(millis);
        arena.load().hot(false);
        long hot = arena.load().hotWritten() - hotBefore;
        long all = arena.load().acknowledged() - before;
        return new Evidence(
                "the writers", all > 0 && hot >= all * LEAST_SHARE, hot + " of " + all + " events went to one stream");
    }
}
