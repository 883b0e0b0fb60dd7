package dev.leat;

import dev.leat.config.LeatConfig;
import dev.leat.config.LeatProperties;
import dev.leat.failure.ConfigurationException;
import dev.leat.internal.ReplicaContext;
import dev.leat.internal.ReplicaEngine;
import dev.leat.internal.Routes;
import dev.leat.internal.VisibilityWatch;
import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.LeatListener;
import dev.leat.observe.Listeners;
import dev.leat.observe.LoggingListener;
import dev.leat.operate.ParkedKeys;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Projection;
import dev.leat.route.LedgerRoute;
import dev.leat.route.Route;
import dev.leat.stores.LeatStores;
import dev.leat.time.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Configures a {@link Leat}. Not thread-safe. */
public final class LeatBuilder {

    private final LeatStores stores;
    private final List<Projection<?>> projections = new ArrayList<>();
    private final List<LeatListener> listeners = new ArrayList<>(List.of(new LoggingListener()));
    private @Nullable String replicaName;
    private @Nullable LeatConfig config;
    private @Nullable Route route;
    private Ticker ticker = Ticker.system();

    LeatBuilder(LeatStores stores) {
        this.stores = stores;
    }

    /** Adds a projection whose effects are exactly once, because its read model and checkpoint share a transaction. */
    public LeatBuilder exactlyOnce(Projection<?> projection) {
        for (Projection<?> other : projections) {
            if (other.id().equals(projection.id())) {
                throw new ConfigurationException("Projection " + projection.id() + " is added twice: into collection "
                        + other.collection() + " and into " + projection.collection() + ". Rename one.");
            }
            if (other.collection().equals(projection.collection())) {
                throw new ConfigurationException("Projections " + other.id() + " and " + projection.id()
                        + " both write collection " + projection.collection() + ". Give each its own.");
            }
        }
        projections.add(projection);
        return this;
    }

    /** Names the replica; the name should be stable across restarts. Default: {@code HOSTNAME}, or a random name. */
    public LeatBuilder replicaName(String name) {
        if (replicaName != null) {
            throw new ConfigurationException("Replica name is set twice: " + replicaName + " and " + name + ".");
        }
        replicaName = name;
        return this;
    }

    /** Sets all limits. Default: {@link LeatConfig#DEFAULTS}. */
    public LeatBuilder config(LeatConfig newConfig) {
        if (config != null) {
            throw new ConfigurationException("The configuration is set twice. Call config or properties once.");
        }
        config = newConfig;
        return this;
    }

    /** Sets limits and the route from {@code leat.*} properties; see {@link LeatProperties}. */
    public LeatBuilder properties(Map<String, String> properties) {
        Routes.Chosen chosen = Routes.choose(properties);
        config(LeatProperties.read(chosen.others()));
        return chosen.route() == null ? this : route(chosen.route());
    }

    /** Sets the route. Default: the ledger itself, with nothing but the store. */
    public LeatBuilder route(Route newRoute) {
        if (route != null) {
            throw new ConfigurationException("The route is set twice: " + route.name() + " and " + newRoute.name()
                    + ". Set it once, in code or by " + Routes.KEY + ".");
        }
        route = newRoute;
        return this;
    }

    /** Adds a listener. */
    public LeatBuilder listener(LeatListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Replaces the clock, for tests. */
    public LeatBuilder ticker(Ticker newTicker) {
        ticker = newTicker;
        return this;
    }

    /**
     * Builds the replica; nothing is read or written yet.
     *
     * @throws ConfigurationException when there is no projection, one would write a source, or a view's name is taken
     */
    public Leat build() {
        if (projections.isEmpty()) {
            throw new ConfigurationException("There is no projection. Add one with exactlyOnce(...).");
        }
        Map<ProjectionId, SourceId> sources = new LinkedHashMap<>();
        for (Projection<?> projection : projections) {
            SourceId source = projection.sourceOrDefault();
            sources.put(projection.id(), source);
        }
        refuseReadModelsInSources(sources);
        refuseViewsThatAreTaken(sources);
        LeatConfig limits = config != null ? config : LeatConfig.DEFAULTS;
        VisibilityWatch visibility = new VisibilityWatch(stores, projections, ticker);
        List<LeatListener> all = new ArrayList<>(listeners);
        all.add(visibility);
        ReplicaContext context =
                new ReplicaContext(ReplicaId.start(name()), stores, limits, Listeners.all(all), ticker);
        ReplicaEngine engine = new ReplicaEngine(
                context, List.copyOf(projections), sources, route != null ? route : new LedgerRoute());
        return new Leat(
                stores, engine, limits.health(), new ParkedKeys(stores, id -> sourceOf(sources, id)), visibility);
    }

    private static SourceId sourceOf(Map<ProjectionId, SourceId> sources, ProjectionId projection) {
        SourceId source = sources.get(projection);
        if (source == null) {
            throw new ConfigurationException("Projection " + projection + " is not one of this replica's, "
                    + sources.keySet() + ". Choose one of them.");
        }
        return source;
    }

    private void refuseReadModelsInSources(Map<ProjectionId, SourceId> sources) {
        for (Projection<?> projection : projections) {
            if (sources.containsValue(new SourceId(projection.collection()))) {
                throw new ConfigurationException("Projection " + projection.id() + " writes its read model into "
                        + projection.collection() + ", which is the source of "
                        + sources.entrySet().stream()
                                .filter(entry -> entry.getValue().name().equals(projection.collection()))
                                .map(entry -> entry.getKey().toString())
                                .toList()
                        + ": it would overwrite events. Give the read model a collection of its own.");
            }
        }
    }

    private void refuseViewsThatAreTaken(Map<ProjectionId, SourceId> sources) {
        for (Projection<?> projection : projections) {
            String view = projection.view();
            boolean taken = projections.stream()
                            .anyMatch(other -> other.collection().equals(view)
                                    || (Objects.equals(other.view(), view)
                                            && !other.id()
                                                    .name()
                                                    .equals(projection.id().name())))
                    || sources.values().stream()
                            .anyMatch(source -> source.name().equals(view));
            if (view != null && taken) {
                throw new ConfigurationException("Projection " + projection.id() + " is shown as " + view
                        + ", which is a source, a read model or the view of another projection. Name the view"
                        + " differently.");
            }
        }
    }

    private String name() {
        if (replicaName != null) {
            return replicaName;
        }
        String host = System.getenv("HOSTNAME");
        return host != null && !host.isBlank()
                ? host
                : "replica-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
