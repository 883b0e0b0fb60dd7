package dev.leat.testkit.memory;

import dev.leat.ledger.Wakeups;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes wake-ups on at once, on the announcer's thread. Thread-safe. */
final class InMemoryWakeups implements Wakeups {

    private final List<Consumer<Wakeup>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void announce(Wakeup wakeup) {
        listeners.forEach(listener -> listener.accept(wakeup));
    }

    @Override
    public Subscription listen(Consumer<Wakeup> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
