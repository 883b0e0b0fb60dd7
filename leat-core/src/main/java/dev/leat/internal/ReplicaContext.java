package dev.leat.internal;

import dev.leat.config.LeatConfig;
import dev.leat.lease.ReplicaId;
import dev.leat.observe.LeatListener;
import dev.leat.route.RouteContext;
import dev.leat.stores.LeatStores;
import dev.leat.time.Ticker;

/** What every task of a replica shares. Immutable. */
public record ReplicaContext(
        ReplicaId replica, LeatStores stores, LeatConfig config, LeatListener listener, Ticker ticker) {

    RouteContext route() {
        return new RouteContext(replica, stores, config, ticker);
    }
}
