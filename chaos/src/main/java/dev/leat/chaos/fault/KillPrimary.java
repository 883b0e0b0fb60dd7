package dev.leat.chaos.fault;

import java.util.Random;

/** {@link FaultKind#KILL_PRIMARY}. */
final class KillPrimary implements Fault {

    private static final int MOST_DOWN_MILLIS = 6_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int primary = arena.servers().primary();
        int down = random.nextInt(MOST_DOWN_MILLIS);
        arena.servers().kill(primary);
        boolean elected = arena.servers().awaitPrimaryOtherThan(primary);
        Thread.sleep(down);
        arena.servers().heal();
        boolean whole = arena.servers().awaitWhole();
        return new Evidence(
                "member " + primary,
                elected,
                (elected ? "another was elected" : "nobody was elected")
                        + (whole ? ", the old one came back" : ", the old one did not come back in time"));
    }
}
