package dev.leat.chaos.fault;

import dev.leat.chaos.replica.Report;
import dev.leat.chaos.replica.Report.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#CLOCK_SKEW}, by libfaketime, which Debian and Ubuntu have in the package {@code faketime}. */
final class ClockSkew implements Fault {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private static final int MOST_MINUTES = 30;
    private static final long LEAST_MILLIS = 60_000;
    private static final int WORK_MILLIS = 5_000;

    /** The library, where it is installed. */
    static Optional<Path> library() {
        return PLACES.stream().filter(Files::exists).findFirst();
    }

    /** Only the clock on the wall is wrong. Without the last of these, timed waits of a JVM would return at once. */
    private static Map<String, String> environment(Path library, int minutes) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME",
                "%+dm".formatted(minutes),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        int minutes = random.nextInt(2, MOST_MINUTES) * (random.nextBoolean() ? 1 : -1);
        Optional<Path> library = library();
        if (library.isEmpty()) {
            return new Evidence(victim, false, "the library of the package faketime is not installed");
        }
        arena.fleet().replica(victim).terminate();
        arena.fleet().awaitEnd(victim);
        arena.fleet().start(victim, environment(library.get(), minutes), Map.of());
        arena.fleet().awaitReady(victim);
        @Nullable Report ready = arena.fleet().replica(victim).await(Kind.READY, 0, Arena.PATIENCE);
        long off = ready == null ? 0 : Long.parseLong(ready.detail()) - System.currentTimeMillis();
        boolean works = arena.fleet().replica(victim).await(Kind.CLAIMED, 0, Arena.PATIENCE) != null;
        Thread.sleep(WORK_MILLIS);
        arena.fleet().replica(victim).terminate();
        arena.fleet().awaitEnd(victim);
        arena.restart(victim);
        return new Evidence(
                victim,
                Math.abs(off) > LEAST_MILLIS && works,
                "its clock was " + off / 1000 + " s off, and it " + (works ? "claimed partitions" : "claimed nothing"));
    }
}
