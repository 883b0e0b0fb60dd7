package dev.leat.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Knows how long brokers told the clients of this process to wait. Kafka's clients make it. Thread-safe. */
public final class ThrottleMeter implements MetricsReporter {

    private static final Set<KafkaMetric> metrics = ConcurrentHashMap.newKeySet();

    /** For Kafka. */
    public ThrottleMeter() {}

    /** The largest value that any client has of a metric now. */
    static double largest(String name) {
        return metrics.stream()
                .filter(metric -> metric.metricName().name().equals(name))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }

    @Override
    public void init(List<KafkaMetric> present) {
        present.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (metric.metricName().name().contains("throttle-time")) {
            metrics.add(metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        metrics.remove(metric);
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
