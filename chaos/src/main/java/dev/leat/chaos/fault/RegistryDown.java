package dev.leat.chaos.fault;

import dev.leat.testkit.kafka.ApicurioRegistry;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@link FaultKind#REGISTRY_DOWN}: who knows the schemas goes on; a replica that starts does not know them. */
final class RegistryDown implements Fault {

    private static final int LEAST_MILLIS = 5_000;
    private static final int MOST_MILLIS = 12_000;

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        ApicurioRegistry registry = Objects.requireNonNull(arena.brokers().registry());
        String victim = arena.victim(random);
        arena.fleet().replica(victim).terminate();
        arena.fleet().awaitEnd(victim);
        int millis = random.nextInt(LEAST_MILLIS, MOST_MILLIS);
        registry.kill();
        boolean gone = !registry.answers();
        long relayed = arena.control().relayed();
        arena.fleet().start(victim).dismiss();
        @Nullable Integer code;
        boolean flowed;
        try {
            code = arena.fleet().awaitEnd(victim);
            flowed = Arena.await(() -> arena.control().relayed() > relayed, Arena.PATIENCE);
            Thread.sleep(millis);
        } finally {
            arena.brokers().heal();
        }
        arena.restart(victim);
        return new Evidence(
                victim + " and the registry",
                gone && flowed,
                (gone ? "it was gone, " : "it answered still, ") + "the replica that started ended with " + code + ", "
                        + (flowed ? "the others went on" : "the others stood still"));
    }
}
