package dev.leat.chaos.replica;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * An ambush in the middle of a run of the relay: some of its records are acknowledged, and another is in hand. A run is
 * acknowledged as a whole before the next begins, so where something is in flight a run has begun. Kafka makes it by its
 * name, hence the static field. Thread-safe.
 */
public final class ProduceHook implements ProducerInterceptor<byte[], byte[]> {

    private static final int ACKNOWLEDGE_SECONDS = 5;

    private static volatile @Nullable Ambush ambush;

    private final Object lock = new Object();
    private final Semaphore acknowledged = new Semaphore(0);
    private int inFlight;

    /** Says who lies in wait, before any producer is opened. */
    static void use(Ambush newAmbush) {
        ambush = newAmbush;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        Ambush waiting = ambush;
        if (waiting != null && hasBegun() && waiting.isLaid(Point.IN_RUN) && isAcknowledged()) {
            waiting.reach(Point.IN_RUN);
        }
        synchronized (lock) {
            inFlight++;
        }
        return sent;
    }

    private boolean hasBegun() {
        synchronized (lock) {
            if (inFlight == 0) {
                acknowledged.drainPermits();
            }
            return inFlight > 0;
        }
    }

    /** Waits for the broker's word on a record before this one. */
    private boolean isAcknowledged() {
        try {
            return acknowledged.tryAcquire(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata written, @Nullable Exception failure) {
        synchronized (lock) {
            inFlight--;
        }
        if (failure == null) {
            acknowledged.release();
        }
    }

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
}
