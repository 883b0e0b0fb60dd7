package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Signal;
import java.util.Random;

/** {@link FaultKind#PAUSE_PRIMARY}: it wakes up and believes to be primary still. */
final class PausePrimary implements Fault {

    private static final int MOST_EXTRA_MILLIS = 3_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int primary = arena.servers().primary();
        int extra = random.nextInt(MOST_EXTRA_MILLIS);
        long pid = arena.servers().pid(primary);
        if (pid == 0) {
            return new Evidence("member " + primary, false, "its process cannot be told");
        }
        Signal.STOP.send(pid);
        boolean elected = false;
        try {
            elected = arena.servers().awaitPrimaryOtherThan(primary);
            Thread.sleep(extra);
        } finally {
            Signal.CONT.send(pid);
        }
        boolean whole = arena.servers().awaitWhole();
        return new Evidence(
                "member " + primary,
                elected,
                (elected ? "another was elected" : "nobody was elected")
                        + (whole ? ", the old one came back" : ", the old one did not come back in time"));
    }
}
