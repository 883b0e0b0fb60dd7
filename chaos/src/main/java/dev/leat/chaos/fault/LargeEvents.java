package dev.leat.chaos.fault;

import java.util.Random;

/** {@link FaultKind#LARGE_EVENT}. */
final class LargeEvents implements Fault {

    private static final int BYTES = 12 << 20;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int events = 1 + random.nextInt(2);
        long before = arena.load().largeWritten();
        arena.load().large(events, BYTES);
        boolean written = Arena.await(() -> arena.load().largeWritten() >= before + events, Arena.PATIENCE);
        return new Evidence(
                "the event collection",
                written,
                events + " events of 12 MiB " + (written ? "were written" : "were not all written"));
    }
}
