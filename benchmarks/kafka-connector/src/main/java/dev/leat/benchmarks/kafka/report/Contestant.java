package dev.leat.benchmarks.kafka.report;

/** One of the two that are compared. */
public enum Contestant {
    /** Leat's replicas. */
    LEAT("leat", "exactly once"),
    /** MongoDB Kafka source connector, Kafka, and a consumer group with bulk writes. */
    CONNECTOR("kafka-connector", "at least once");

    private final String label;
    private final String guarantee;

    Contestant(String label, String guarantee) {
        this.label = label;
        this.guarantee = guarantee;
    }

    /** Its name in tables and rows. */
    public String label() {
        return label;
    }

    /** How often an event takes effect when processes fail. */
    public String guarantee() {
        return guarantee;
    }
}
