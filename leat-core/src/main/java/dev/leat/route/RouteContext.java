package dev.leat.route;

import dev.leat.config.LeatConfig;
import dev.leat.lease.ReplicaId;
import dev.leat.stores.LeatStores;
import dev.leat.time.Ticker;

/** What a route needs of its replica. Immutable. */
public record RouteContext(ReplicaId replica, LeatStores stores, LeatConfig config, Ticker ticker) {}
