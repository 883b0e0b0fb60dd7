package dev.leat.chaos.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** {@link FaultKind#SCALE}: down to one, up to eight, down to two, and back. */
final class Scale implements Fault {

    private static final int MOST = 8;
    private static final int FEW = 2;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<String> before = arena.fleet().names();
        List<String> names = new ArrayList<>(before);
        Collections.shuffle(names, random);
        shrink(arena, names, 1);
        boolean alone = arena.awaitOwners(Set.of(names.getFirst()));
        for (int number = 1; number <= MOST; number++) {
            String name = "replica-" + number;
            if (!names.contains(name)) {
                names.add(name);
                arena.fleet().start(name);
            }
        }
        for (String name : names) {
            arena.fleet().awaitReady(name);
        }
        boolean many = arena.awaitOwners(Set.copyOf(names));
        Collections.shuffle(names, random);
        shrink(arena, names, FEW);
        boolean few = arena.awaitOwners(Set.copyOf(names));
        for (String name : before) {
            if (!names.contains(name)) {
                names.add(name);
                arena.fleet().start(name);
                arena.fleet().awaitReady(name);
            }
        }
        for (String name : List.copyOf(names)) {
            if (!before.contains(name)) {
                end(arena, name);
            }
        }
        return new Evidence(
                "all replicas",
                alone && many && few,
                (alone ? "one owned everything, " : "one did not come to own everything, ")
                        + (many ? "then eight shared it, " : "eight did not come to share it, ")
                        + (few ? "then two" : "and two did not come to own everything"));
    }

    private static void shrink(Arena arena, List<String> names, int left) throws InterruptedException {
        while (names.size() > left) {
            end(arena, names.removeLast());
        }
    }

    private static void end(Arena arena, String name) throws InterruptedException {
        arena.fleet().replica(name).terminate();
        arena.fleet().awaitEnd(name);
    }
}
