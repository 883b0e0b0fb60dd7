package dev.leat.kafka;

import dev.leat.config.LeatProperties;
import dev.leat.failure.ConfigurationException;
import dev.leat.failure.Limits;
import dev.leat.kafka.ForeignSettings.Topic;
import dev.leat.kafka.foreign.ForeignFormats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads {@link ForeignSettings} from {@code leat.kafka.foreign.*} properties. */
final class ForeignProperties {

    static final String PREFIX = KafkaProperties.PREFIX + "foreign.";
    static final String TOPIC = PREFIX + "topic";
    static final String FORMAT = PREFIX + "format";
    static final String CACHE_BYTES = PREFIX + "cache-bytes";
    static final String WAIT = PREFIX + "wait";

    /** Kept of each source's documents: 32 MiB. */
    static final long DEFAULT_CACHE_BYTES = 32L << 20;

    static final Duration DEFAULT_WAIT = Duration.ofMillis(200);

    private static final Duration MOST_WAIT = Duration.ofSeconds(10);
    private static final String OF_TOPIC = ".topic";
    private static final String OF_FORMAT = ".format";

    private final Map<String, String> values;

    ForeignProperties(Map<String, String> values) {
        this.values = values;
    }

    /** Whether a key is that of one source, with its name in the middle. */
    static boolean namesSource(String key) {
        return sourceOf(key, OF_TOPIC).length() + sourceOf(key, OF_FORMAT).length() > 0;
    }

    /** A key as it is for one source. */
    static String keyOf(String source, String key) {
        return PREFIX + source + "." + key.substring(PREFIX.length());
    }

    /** The source that a key names in the middle; empty when it names none. */
    private static String sourceOf(String key, String end) {
        return key.startsWith(PREFIX) && key.endsWith(end) && key.length() > PREFIX.length() + end.length()
                ? key.substring(PREFIX.length(), key.length() - end.length())
                : "";
    }

    /**
     * The settings, without topics when no key names one.
     *
     * @throws ConfigurationException for a value that does not do, naming key and value
     */
    ForeignSettings settings() {
        Map<String, Topic> topics = new HashMap<>();
        if (values.containsKey(TOPIC) || values.containsKey(FORMAT)) {
            topics.put(ForeignSettings.ONLY_SOURCE, topic(TOPIC, FORMAT));
        }
        TreeSet<String> sources = new TreeSet<>();
        values.keySet().forEach(key -> {
            sources.add(sourceOf(key, OF_TOPIC));
            sources.add(sourceOf(key, OF_FORMAT));
        });
        sources.remove("");
        sources.forEach(source -> topics.put(source, topic(keyOf(source, TOPIC), keyOf(source, FORMAT))));
        return new ForeignSettings(topics, cacheBytes(), waitFor());
    }

    private Topic topic(String topicKey, String formatKey) {
        String topic = values.getOrDefault(topicKey, "").strip();
        String format = values.getOrDefault(formatKey, "").strip();
        if (topic.isEmpty() || format.isEmpty()) {
            throw new ConfigurationException(
                    "Set both " + topicKey + " and " + formatKey + ": the topic, and what its records are.");
        }
        ForeignFormats.of(format);
        return new Topic(topic, format);
    }

    private long cacheBytes() {
        String value = values.get(CACHE_BYTES);
        if (value == null) {
            return DEFAULT_CACHE_BYTES;
        }
        try {
            long bytes = Long.parseLong(value.strip().replace("_", ""));
            Limits.number(CACHE_BYTES, bytes, 1, Long.MAX_VALUE);
            return bytes;
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Value of " + CACHE_BYTES + " is not a whole number: " + value + ". Write for example 33554432.");
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private Duration waitFor() {
        String value = values.get(WAIT);
        if (value == null) {
            return DEFAULT_WAIT;
        }
        Duration wait = LeatProperties.durationOf(WAIT, value);
        if (wait.isNegative() || wait.compareTo(MOST_WAIT) > 0) {
            throw new ConfigurationException(WAIT + " must be 0ms to 10s: " + wait + ". Change it.");
        }
        return wait;
    }
}
