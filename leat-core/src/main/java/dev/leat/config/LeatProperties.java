package dev.leat.config;

import dev.leat.batch.BatchLimits;
import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import dev.leat.lease.LeaseTiming;
import dev.leat.ledger.TailerLimits;
import dev.leat.observe.HealthLimits;
import dev.leat.park.RetryLimits;
import dev.leat.rebuild.RebuildLimits;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@link LeatConfig} from properties such as {@code leat.lease.timeout=4s}. An unknown key is refused with the
 * nearest known one. Durations are a number with {@code ms}, {@code s}, {@code m} or {@code h}, or ISO-8601.
 */
public final class LeatProperties {

    /** The prefix of every key. */
    public static final String PREFIX = "leat.";

    /** Every key there is. */
    public static final List<String> KEYS = List.of(
            "leat.lease.heartbeat-interval",
            "leat.lease.timeout",
            "leat.lease.hand-over-timeout",
            "leat.lease.stuck-timeout",
            "leat.tailer.max-entry-events",
            "leat.tailer.poll-wait",
            "leat.tailer.cover-interval",
            "leat.tailer.scan-chunk",
            "leat.batch.max-events",
            "leat.batch.max-reads",
            "leat.batch.cache-documents",
            "leat.batch.idle-checkpoint-interval",
            "leat.batch.max-linger",
            "leat.retry.budget",
            "leat.retry.first-delay",
            "leat.retry.max-delay",
            "leat.retry.max-parked-keys",
            "leat.health.stalled-after",
            "leat.rebuild.max-percent",
            "leat.rebuild.max-documents-per-second",
            "leat.shutdown-wait");

    private static final int LONGEST_KEY_SHOWN = 100;

    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h)");

    private final Map<String, String> values;

    private LeatProperties(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the keys that begin with {@value #PREFIX}; others are none of Leat's business.
     *
     * @throws ConfigurationException for an unknown key or a value that does not parse, naming both
     */
    public static LeatConfig read(Map<String, String> properties) {
        properties.keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !KEYS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new ConfigurationException("Unknown configuration key "
                            + StoredText.cut(key, LONGEST_KEY_SHOWN) + ". Did you mean " + nearest(key) + "?");
                });
        return new LeatProperties(properties).config();
    }

    private LeatConfig config() {
        try {
            return new LeatConfig(
                    new LeaseTiming(
                            duration("leat.lease.heartbeat-interval", LeaseTiming.DEFAULT_HEARTBEAT_INTERVAL),
                            duration("leat.lease.timeout", LeaseTiming.DEFAULT_TIMEOUT),
                            duration("leat.lease.hand-over-timeout", LeaseTiming.DEFAULT_HAND_OVER_TIMEOUT),
                            duration("leat.lease.stuck-timeout", LeaseTiming.DEFAULT_STUCK_TIMEOUT)),
                    new TailerLimits(
                            integer("leat.tailer.max-entry-events", TailerLimits.DEFAULT_MAX_ENTRY_EVENTS),
                            duration("leat.tailer.poll-wait", TailerLimits.DEFAULT_POLL_WAIT),
                            duration("leat.tailer.cover-interval", TailerLimits.DEFAULT_COVER_INTERVAL),
                            integer("leat.tailer.scan-chunk", TailerLimits.DEFAULT_SCAN_CHUNK)),
                    new BatchLimits(
                            integer("leat.batch.max-events", BatchLimits.DEFAULT_MAX_EVENTS),
                            integer("leat.batch.max-reads", BatchLimits.DEFAULT_MAX_READS),
                            integer("leat.batch.cache-documents", BatchLimits.DEFAULT_CACHE_DOCUMENTS),
                            duration(
                                    "leat.batch.idle-checkpoint-interval",
                                    BatchLimits.DEFAULT_IDLE_CHECKPOINT_INTERVAL),
                            duration("leat.batch.max-linger", BatchLimits.DEFAULT_MAX_LINGER)),
                    new RetryLimits(
                            duration("leat.retry.budget", RetryLimits.DEFAULT_BUDGET),
                            duration("leat.retry.first-delay", RetryLimits.DEFAULT_FIRST_DELAY),
                            duration("leat.retry.max-delay", RetryLimits.DEFAULT_MAX_DELAY),
                            integer("leat.retry.max-parked-keys", RetryLimits.DEFAULT_MAX_PARKED_KEYS)),
                    new HealthLimits(duration("leat.health.stalled-after", HealthLimits.DEFAULT_STALLED_AFTER)),
                    new RebuildLimits(
                            integer("leat.rebuild.max-percent", RebuildLimits.DEFAULT_MAX_PERCENT),
                            integer(
                                    "leat.rebuild.max-documents-per-second",
                                    RebuildLimits.DEFAULT_MAX_DOCUMENTS_PER_SECOND)),
                    duration("leat.shutdown-wait", LeatConfig.DEFAULT_SHUTDOWN_WAIT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
    }

    private int integer(String key, int otherwise) {
        String value = values.get(key);
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip().replace("_", ""));
        } catch (NumberFormatException e) {
            throw new ConfigurationException("Value of " + key + " is not a whole number: "
                    + StoredText.shown(String.valueOf(value)) + ". Write for example 5000.");
        }
    }

    private Duration duration(String key, Duration otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : durationOf(key, value);
    }

    /**
     * Reads a duration the way all of Leat's are written.
     *
     * @throws ConfigurationException when it is none, naming key and value
     */
    public static Duration durationOf(String key, String value) {
        Matcher matcher = DURATION.matcher(value.strip().toLowerCase(Locale.ROOT));
        try {
            return matcher.matches()
                    ? switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(Long.parseLong(matcher.group(1)));
                        case "s" -> Duration.ofSeconds(Long.parseLong(matcher.group(1)));
                        case "m" -> Duration.ofMinutes(Long.parseLong(matcher.group(1)));
                        default -> Duration.ofHours(Long.parseLong(matcher.group(1)));
                    }
                    : Duration.parse(value.strip());
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new ConfigurationException("Value of " + key + " is not a duration: " + StoredText.shown(value)
                    + ". Write for example 500ms, 10s or 1m.");
        }
    }

    private static String nearest(String key) {
        return KEYS.stream()
                .min(Comparator.comparingInt(known -> distance(known, key)))
                .orElseThrow();
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
