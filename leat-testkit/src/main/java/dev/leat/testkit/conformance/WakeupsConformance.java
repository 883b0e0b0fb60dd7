package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leat.ledger.Wakeups;
import dev.leat.ledger.Wakeups.Subscription;
import dev.leat.ledger.Wakeups.Wakeup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link Wakeups} must keep: that an announcement is heard sooner or later when it is made again and again. One may
 * be lost, late, or heard twice.
 */
public abstract class WakeupsConformance extends StoreConformance {

    private static final int MOST_ANNOUNCEMENTS = 300;
    private static final long BETWEEN_MILLIS = 200;

    private final List<Subscription> subscriptions = new ArrayList<>();

    private Wakeups here() {
        return stores().wakeups();
    }

    private Wakeups elsewhere() {
        return fixture().anotherReplica().wakeups();
    }

    private Wakeup grew() {
        return new Wakeup.LedgerGrew(fixture().source());
    }

    /** What is heard from now on, until the test is over. */
    private BlockingQueue<Wakeup> hearing() {
        BlockingQueue<Wakeup> heard = new LinkedBlockingQueue<>();
        subscriptions.add(here().listen(heard::add));
        return heard;
    }

    /** Ends what the test listens to. */
    @AfterEach
    public final void closeSubscriptions() {
        subscriptions.forEach(Subscription::close);
    }

    /** Announces until it is heard. */
    private static void assertHeard(Wakeup wakeup, Wakeups announcer, BlockingQueue<Wakeup> heard) throws Exception {
        Wakeup last = null;
        for (int i = 0; i < MOST_ANNOUNCEMENTS && !wakeup.equals(last); i++) {
            announcer.announce(wakeup);
            do {
                last = heard.poll(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
            } while (last != null && !last.equals(wakeup));
        }
        assertNotNull(last, () -> wakeup + " was never heard");
        assertEquals(wakeup, last);
    }

    @Test
    public void announcement_isHeard_inTheSameReplica() throws Exception {
        BlockingQueue<Wakeup> heard = hearing();
        assertHeard(grew(), here(), heard);
        assertHeard(new Wakeup.ControlChanged(), here(), heard);
    }

    @Test
    public void announcement_isHeard_inAnotherReplica() throws Exception {
        BlockingQueue<Wakeup> heard = hearing();
        assertHeard(new Wakeup.ControlChanged(), elsewhere(), heard);
        assertHeard(grew(), elsewhere(), heard);
        assertHeard(new Wakeup.LedgerGrew(fixture().otherSource()), elsewhere(), heard);
    }

    @Test
    public void announcement_isHeard_byEachListener() throws Exception {
        BlockingQueue<Wakeup> first = hearing();
        BlockingQueue<Wakeup> second = hearing();
        assertHeard(grew(), elsewhere(), first);
        assertHeard(grew(), elsewhere(), second);
    }

    @Test
    public void subscription_hearsNothing_onceItIsClosed_andLeavesTheOthersBe() throws Exception {
        BlockingQueue<Wakeup> closed = hearing();
        Subscription subscription = subscriptions.getFirst();
        BlockingQueue<Wakeup> open = hearing();
        assertHeard(grew(), here(), closed);
        subscription.close();
        subscription.close();
        assertHeard(new Wakeup.ControlChanged(), here(), open);
        assertEquals(
                0, closed.stream().filter(new Wakeup.ControlChanged()::equals).count());
    }

    @Test
    public void listening_worksAgain_afterAllSubscriptionsWereClosed() throws Exception {
        assertHeard(grew(), elsewhere(), hearing());
        closeSubscriptions();
        assertHeard(grew(), elsewhere(), hearing());
    }

    @Test
    public void announcement_withoutListeners_isNoError() {
        assertDoesNotThrow(() -> here().announce(grew()));
        assertDoesNotThrow(() -> elsewhere().announce(new Wakeup.ControlChanged()));
    }
}
