package dev.leat.kafka;

import dev.leat.kafka.format.EventFormat;
import dev.leat.kafka.format.EventFormats;
import dev.leat.kafka.format.FormatOptions;
import dev.leat.kafka.registry.RegistryFormat;
import dev.leat.kafka.registry.SchemaRegistry;
import dev.leat.kafka.topic.EventTopic;
import org.jspecify.annotations.Nullable;

/** The formats of topics. Thread-safe. */
final class TopicFormats {

    private final KafkaSettings settings;
    private final @Nullable SchemaRegistry registry;

    TopicFormats(KafkaSettings settings) {
        this.settings = settings;
        RegistrySettings named = settings.registry();
        this.registry = named == null ? null : named.open();
    }

    /** How records of a topic are written and read. */
    EventFormat of(EventTopic topic) {
        EventFormat format = EventFormats.of(
                settings.format(), FormatOptions.of(topic.source().name()));
        RegistrySettings named = settings.registry();
        return registry == null || named == null
                ? format
                : RegistryFormat.of(format, registry, named.strategy(), topic.name());
    }
}
