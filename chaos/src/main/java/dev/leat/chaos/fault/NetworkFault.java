package dev.leat.chaos.fault;

import dev.leat.chaos.cluster.Control.Owned;
import dev.leat.chaos.proxy.Proxies;
import dev.leat.chaos.proxy.Proxy;
import dev.leat.chaos.proxy.Weather;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** The faults between one replica and all members, or all brokers. */
final class NetworkFault implements Fault {

    private static final int MOST_DELAY_MILLIS = 900;

    private final Weather weather;
    private final int leastMillis;
    private final int mostMillis;
    private final boolean losesPartitions;
    private final Function<Arena, Proxies> between;

    private NetworkFault(Weather weather, int leastMillis, int mostMillis, boolean losesPartitions) {
        this(weather, leastMillis, mostMillis, losesPartitions, Arena::proxies);
    }

    private NetworkFault(
            Weather weather,
            int leastMillis,
            int mostMillis,
            boolean losesPartitions,
            Function<Arena, Proxies> between) {
        this.weather = weather;
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
        this.losesPartitions = losesPartitions;
        this.between = between;
    }

    /** {@link FaultKind#NET_CUT}: for longer than the lease. */
    static NetworkFault cut() {
        return new NetworkFault(Weather.CUT, 6_000, 12_000, true);
    }

    /** {@link FaultKind#NET_REFUSE}: for less than the lease. */
    static NetworkFault refuse() {
        return new NetworkFault(Weather.CUT, 500, 2_000, false);
    }

    /** {@link FaultKind#NET_DELAY}. */
    static NetworkFault delay() {
        return new NetworkFault(Weather.SLOW, 4_000, 9_000, false);
    }

    /** {@link FaultKind#NET_SWALLOW}: for longer than the lease. */
    static NetworkFault swallow() {
        return new NetworkFault(Weather.SWALLOWING, 6_000, 10_000, true);
    }

    /** {@link FaultKind#NET_BREAK}. */
    static NetworkFault breakReplies() {
        return new NetworkFault(Weather.BREAKING, 2_000, 5_000, false);
    }

    /** The same between a replica and all brokers. */
    NetworkFault ofBrokers() {
        return new NetworkFault(
                weather,
                leastMillis,
                mostMillis,
                losesPartitions,
                arena -> arena.brokers().proxies());
    }

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        String victim = arena.victim(random);
        String target = arena.role(victim);
        int millis = random.nextInt(leastMillis, mostMillis);
        int delay = random.nextInt(50, MOST_DELAY_MILLIS);
        Proxy proxy = between.apply(arena).of(victim);
        List<Owned> owned = arena.control().ownedBy(victim);
        long before = proxy.harmed();
        proxy.turn(weather, delay);
        boolean moved = false;
        try {
            Thread.sleep(millis);
            moved = losesPartitions && arena.awaitMoved(owned);
        } finally {
            proxy.turn(Weather.FAIR, 0);
        }
        long harmed = proxy.harmed() - before;
        return new Evidence(
                target,
                harmed > 0 && (moved || !losesPartitions),
                harmed + " connections or replies came to harm in " + millis + " ms"
                        + (weather == Weather.SLOW ? ", " + delay + " ms each" : "")
                        + (losesPartitions
                                ? ", " + owned.size() + " partitions "
                                        + (moved ? "were taken over" : "were not taken over")
                                : ""));
    }
}
