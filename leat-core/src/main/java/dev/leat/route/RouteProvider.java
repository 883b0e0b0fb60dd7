package dev.leat.route;

import java.util.Map;
import java.util.Set;

/**
 * Makes a route from properties; found by {@link java.util.ServiceLoader} under the name in {@code leat.route}
 * <em>(SPI)</em>.
 */
public interface RouteProvider {

    /** The names that {@code leat.route} may have for it. */
    Set<String> names();

    /** Whether a key that begins with {@code leat.} is one of the route's. */
    boolean knows(String key);

    /**
     * Makes the route.
     *
     * @param properties those whose keys the provider knows, and others
     * @throws dev.leat.failure.ConfigurationException naming key and mend
     */
    Route route(String name, Map<String, String> properties);
}
