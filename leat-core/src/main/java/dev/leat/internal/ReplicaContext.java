package dev.leat.internal;

import dev.leat.config.LeatConfig;
import dev.leat.lease.ReplicaId;
import dev.leat.observe.LeatListener;
import dev.leat.observe.Listeners;
import dev.leat.route.RouteContext;
import dev.leat.stores.LeatStores;
import dev.leat.time.Ticker;
import java.util.List;

/** What every task of a replica shares. Immutable. */
public record ReplicaContext(
        ReplicaId replica, LeatStores stores, LeatConfig config, LeatListener listener, Ticker ticker) {

    /** The same, with one listener more. */
    ReplicaContext heardBy(LeatListener another) {
        return new ReplicaContext(replica, stores, config, Listeners.all(List.of(listener, another)), ticker);
    }

    RouteContext route() {
        return new RouteContext(replica, stores, config, ticker);
    }
}
