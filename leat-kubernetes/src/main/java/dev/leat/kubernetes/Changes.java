package dev.leat.kubernetes;

import dev.leat.time.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * For how long Leases have been seen unchanged, by the clock of this process alone: {@code renewTime} is written by the
 * clock of whoever writes it. What is seen for the first time counts as changed now. Thread-safe.
 *
 * @see <a href="https://pkg.go.dev/k8s.io/client-go/tools/leaderelection">client-go, leaderelection</a>
 */
final class Changes {

    private final Ticker ticker;
    private final Map<String, Seen> seen = new HashMap<>();

    Changes(Ticker ticker) {
        this.ticker = ticker;
    }

    private record Seen(String resourceVersion, long since) {}

    /** How long ago a Lease was seen to change last. */
    synchronized Duration age(String name, String resourceVersion) {
        long now = ticker.nanos();
        Seen before = seen.get(name);
        if (before == null || !before.resourceVersion().equals(resourceVersion)) {
            seen.put(name, new Seen(resourceVersion, now));
            return Duration.ZERO;
        }
        return Duration.ofNanos(now - before.since());
    }

    /** Forgets all but those. */
    synchronized void keep(Collection<String> names) {
        seen.keySet().retainAll(names);
    }
}
