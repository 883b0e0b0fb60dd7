package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Servers;
import java.util.Random;

/** {@link FaultKind#KILL_ALL_MEMBERS}. */
final class KillAllMembers implements Fault {

    private static final int MOST_DOWN_MILLIS = 5_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        int down = random.nextInt(MOST_DOWN_MILLIS);
        for (int member = 0; member < Servers.MEMBERS; member++) {
            arena.servers().kill(member);
        }
        boolean gone = !arena.servers().answers();
        long commits = arena.fleet().commits().commits();
        Thread.sleep(down);
        boolean still = arena.fleet().commits().commits() == commits;
        arena.servers().heal();
        boolean whole = arena.servers().awaitWhole();
        return new Evidence(
                "all members",
                gone && still,
                (gone ? "all were gone, " : "some were still there, ")
                        + (still ? "nothing was committed, " : "something was committed, ")
                        + (whole ? "all came back" : "not all came back in time"));
    }
}
