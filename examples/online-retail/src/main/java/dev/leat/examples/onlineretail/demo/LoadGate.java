package dev.leat.examples.onlineretail.demo;

import dev.leat.examples.onlineretail.load.LoadListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is loaded, and holds the second half of the load until the gate is open: a replica is killed while there is
 * work to do, however short the file. Thread-safe.
 */
final class LoadGate implements LoadListener {

    private final long holdBehind;
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicLong appended = new AtomicLong();

    /**
     * A closed gate.
     *
     * @param holdBehind events that pass while it is closed
     */
    LoadGate(long holdBehind) {
        this.holdBehind = holdBehind;
    }

    void open() {
        open.countDown();
    }

    long loaded() {
        return appended.get();
    }

    @Override
    public boolean holds(long eventNumber) {
        return eventNumber > holdBehind && open.getCount() > 0;
    }

    @Override
    public void awaitRelease() throws InterruptedException {
        open.await();
    }

    @Override
    public void appended(int events) {
        appended.addAndGet(events);
    }
}
