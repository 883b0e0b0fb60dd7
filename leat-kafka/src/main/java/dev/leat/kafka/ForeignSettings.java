package dev.leat.kafka;

import dev.leat.failure.ConfigurationException;
import dev.leat.ledger.SourceId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Topics that others fill with the documents of events. Immutable.
 *
 * @param topics by the names of sources; under {@link #ONLY_SOURCE} that of the only one
 * @param cacheBytes most that is kept of each source's documents
 * @param longestWait longest wait for documents that have not come yet
 */
record ForeignSettings(Map<String, Topic> topics, long cacheBytes, Duration longestWait) {

    /** Stands for the source of a replica that has one. */
    static final String ONLY_SOURCE = "";

    /** A topic and the name of its records' format. */
    record Topic(String name, String format) {}

    ForeignSettings {
        topics = Map.copyOf(topics);
    }

    /**
     * The topics of the sources that a replica has.
     *
     * @throws ConfigurationException when it is not clear which topic is whose
     */
    Map<SourceId, Topic> of(Collection<SourceId> sources) {
        List<SourceId> distinct = sources.stream().distinct().toList();
        Map<SourceId, Topic> found = new HashMap<>();
        topics.forEach((name, topic) -> {
            if (!name.equals(ONLY_SOURCE)) {
                if (!distinct.contains(SourceId.of(name))) {
                    throw new ConfigurationException("Topic " + topic.name() + " is set for source " + name
                            + ", which no projection folds. The sources are " + distinct + ".");
                }
                found.put(SourceId.of(name), topic);
            } else if (distinct.size() > 1) {
                throw new ConfigurationException("Key " + ForeignProperties.TOPIC
                        + " does not say of which source, and there are several: " + distinct + ". Set "
                        + ForeignProperties.keyOf("SOURCE", ForeignProperties.TOPIC) + " for each.");
            } else {
                distinct.forEach(source -> found.putIfAbsent(source, topic));
            }
        });
        return Map.copyOf(found);
    }
}
