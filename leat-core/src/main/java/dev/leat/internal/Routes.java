package dev.leat.internal;

import dev.leat.config.LeatProperties;
import dev.leat.failure.ConfigurationException;
import dev.leat.route.LedgerRoute;
import dev.leat.route.Route;
import dev.leat.route.RouteProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Chooses the route that properties name, among those on the class path. */
public final class Routes {

    /** The key that names the route. */
    public static final String KEY = LeatProperties.PREFIX + "route";

    private static final Map<String, String> MODULES =
            Map.of("kafka", "leat-kafka", "eventhubs", "leat-kafka", "confluent", "leat-kafka");

    private Routes() {}

    /**
     * What properties choose.
     *
     * @param route null for the ledger itself
     * @param others the properties that are not the route's
     */
    public record Chosen(@Nullable Route route, Map<String, String> others) {}

    /**
     * Chooses.
     *
     * @throws ConfigurationException for a name of which no route is there, naming those that are
     */
    public static Chosen choose(Map<String, String> properties) {
        Map<String, String> others = new LinkedHashMap<>(properties);
        String named = others.remove(KEY);
        String name = named == null ? LedgerRoute.NAME : named.strip();
        List<RouteProvider> providers = ServiceLoader.load(RouteProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        // What other routes are set to may stay while this one is taken.
        providers.forEach(provider -> others.keySet().removeIf(provider::knows));
        if (name.equals(LedgerRoute.NAME)) {
            return new Chosen(null, others);
        }
        for (RouteProvider provider : providers) {
            if (provider.names().contains(name)) {
                return new Chosen(provider.route(name, properties), others);
            }
        }
        throw unknown(name, providers);
    }

    private static ConfigurationException unknown(String name, List<RouteProvider> providers) {
        String module = MODULES.get(name);
        if (module != null) {
            return new ConfigurationException(
                    "Route " + name + " is not on the class path. Add the dependency dev.leat:" + module + ", or drop "
                            + KEY + " for the route " + LedgerRoute.NAME + ".");
        }
        TreeSet<String> known = new TreeSet<>(List.of(LedgerRoute.NAME));
        providers.forEach(provider -> known.addAll(provider.names()));
        return new ConfigurationException("There is no route " + name + ". Set " + KEY + " to one of " + known + ".");
    }
}
