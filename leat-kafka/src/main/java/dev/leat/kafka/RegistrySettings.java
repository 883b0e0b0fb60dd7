package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.kafka.registry.SchemaRegistry;
import dev.leat.kafka.registry.SchemaRegistryBuilder;
import dev.leat.kafka.registry.SubjectStrategy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which schema registry is used. Immutable. The secret is in no {@code toString}.
 *
 * @param key user of the registry, null for none
 * @param secret the key's
 */
record RegistrySettings(
        List<String> urls, @Nullable String key, @Nullable String secret, SubjectStrategy strategy) {

    RegistrySettings {
        urls = List.copyOf(urls);
        if ((key == null) != (secret == null)) {
            throw new ConfigurationException("The schema registry has "
                    + (key == null ? "a secret and no key" : "a key and no secret") + ". Set both "
                    + KafkaProperties.REGISTRY_KEY + " and " + KafkaProperties.REGISTRY_SECRET + ".");
        }
    }

    /** The strategy of a name such as {@code topic-name}. */
    static SubjectStrategy strategy(String name) {
        for (SubjectStrategy strategy : SubjectStrategy.values()) {
            if (nameOf(strategy).equals(name)) {
                return strategy;
            }
        }
        throw new ConfigurationException("Value of " + KafkaProperties.REGISTRY_STRATEGY + " is no strategy: " + name
                + ". Use topic-name, record-name or topic-record-name.");
    }

    private static String nameOf(SubjectStrategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    SchemaRegistry open() {
        SchemaRegistryBuilder builder = SchemaRegistry.at(urls.toArray(String[]::new));
        if (key != null && secret != null) {
            builder.basicAuth(key, secret);
        }
        return builder.build();
    }

    @Override
    public String toString() {
        return "schema registry " + urls;
    }
}
