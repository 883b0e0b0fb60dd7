package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#ROLLING_RESTART}: one after the other, without waiting for the shares to be even again. */
final class RollingRestart implements Fault {

    private static final int IN_ORDER = 143;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        List<String> names = new ArrayList<>(arena.strikable());
        Collections.shuffle(names, random);
        List<Owned> owned = new ArrayList<>();
        names.forEach(name -> owned.addAll(arena.control().ownedBy(name)));
        int inOrder = 0;
        for (String name : names) {
            arena.fleet().replica(name).terminate();
            @Nullable Integer code = arena.fleet().awaitEnd(name);
            inOrder += code != null && code == IN_ORDER ? 1 : 0;
            arena.restart(name);
        }
        boolean moved = arena.awaitClaimed(owned);
        return new Evidence(
                String.join(", ", names),
                moved && inOrder == names.size(),
                inOrder + " of " + names.size() + " ended in order, " + owned.size() + " partitions "
                        + (moved ? "were claimed anew" : "were not all claimed anew"));
    }
}
