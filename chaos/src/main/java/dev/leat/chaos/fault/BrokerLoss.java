package dev.leat.chaos.fault;

import dev.leat.chaos.broker.Brokers;
import dev.leat.chaos.broker.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Brokers that are killed, or stand still. Where others are left they lead on; where none is, the ledger goes on alone. */
final class BrokerLoss implements Fault {

    private static final int MOST_EXTRA_MILLIS = 4_000;

    /** What was under way to a broker has come to its end by then. */
    private static final int LAST_WORDS_MILLIS = 1_500;

    private final boolean kills;
    private final boolean all;

    private BrokerLoss(boolean kills, boolean all) {
        this.kills = kills;
        this.all = all;
    }

    /** {@link FaultKind#KILL_BROKER}. */
    static BrokerLoss killed() {
        return new BrokerLoss(true, false);
    }

    /** {@link FaultKind#PAUSE_BROKER}: it wakes up and believes to lead still. */
    static BrokerLoss paused() {
        return new BrokerLoss(false, false);
    }

    /** {@link FaultKind#KILL_ALL_BROKERS}. */
    static BrokerLoss allKilled() {
        return new BrokerLoss(true, true);
    }

    @Override
    public Evidence strike(Arena arena, Random random) throws InterruptedException {
        Brokers brokers = arena.brokers();
        int lot = oneThatLeads(brokers, random);
        int extra = random.nextInt(MOST_EXTRA_MILLIS);
        List<Integer> struck = new ArrayList<>();
        for (int broker = 0; broker < brokers.count(); broker++) {
            if (all || broker == lot) {
                struck.add(broker);
            }
        }
        boolean othersLeft = struck.size() < brokers.count();
        int led = brokers.topics().ledBy(lot).size();
        String seen;
        boolean lost;
        try {
            struck.forEach(kills ? brokers::kill : brokers::pause);
            lost = othersLeft ? led > 0 && leadershipMoves(arena, lot) : relayStandsStill(arena);
            seen = othersLeft
                    ? led + " topic partitions "
                            + (lost
                                    ? "got another leader, the relay got on"
                                    : "got no other leader, or the relay did not")
                    : (lost
                            ? "the ledger went on, nothing was relayed"
                            : "the ledger did not go on, or something was relayed");
            Thread.sleep(extra);
        } finally {
            brokers.heal();
        }
        boolean whole = Arena.await(brokers.topics()::areWhole, Arena.PATIENCE);
        return new Evidence(
                struck.size() == 1 ? "broker " + lot : "all brokers",
                lost,
                seen + (whole ? ", all copies came back in step" : ", not all copies came back in step in time"));
    }

    /** One that leads nothing would be missed by nobody: after a restart a broker leads nothing for some minutes. */
    private static int oneThatLeads(Brokers brokers, Random random) {
        List<Integer> leading = IntStream.range(0, brokers.count())
                .filter(broker -> !brokers.topics().ledBy(broker).isEmpty())
                .boxed()
                .toList();
        return leading.isEmpty() ? random.nextInt(brokers.count()) : leading.get(random.nextInt(leading.size()));
    }

    /** Two are left of three, and two copies are enough, so the relay gets on too. */
    private static boolean leadershipMoves(Arena arena, int broker) throws InterruptedException {
        Topics topics = arena.brokers().topics();
        if (!Arena.await(() -> leadsNothing(topics, broker), Arena.PATIENCE)) {
            return false;
        }
        long relayed = arena.control().relayed();
        return Arena.await(() -> arena.control().relayed() > relayed, Arena.PATIENCE);
    }

    /** The broker that is asked may be the one that stands still; then another is asked next time. */
    private static boolean leadsNothing(Topics topics, int broker) {
        try {
            return topics.ledBy(broker).isEmpty();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean relayStandsStill(Arena arena) throws InterruptedException {
        Thread.sleep(LAST_WORDS_MILLIS);
        long relayed = arena.control().relayed();
        long end = arena.control().ledgerEnd();
        boolean grown = Arena.await(() -> arena.control().ledgerEnd() > end, Arena.PATIENCE);
        Thread.sleep(LAST_WORDS_MILLIS);
        return grown && arena.control().relayed() == relayed;
    }
}
