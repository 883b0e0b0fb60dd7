package dev.leat.chaos.broker;

import java.util.Locale;

/** The routes that a run can take, by the names that {@code leat.route} has for them. */
public enum RouteKind {
    /** Nothing but MongoDB. */
    LEDGER(0),
    /** Three brokers, with transactions. */
    KAFKA(3),
    /** One broker that behaves like Event Hubs: no transactions, and nobody may make topics. */
    EVENTHUBS(1),
    /** Three brokers, Avro, and a schema registry. */
    CONFLUENT(3);

    private final int brokers;

    RouteKind(int brokers) {
        this.brokers = brokers;
    }

    /** How many brokers a run has unless told otherwise. */
    public int brokers() {
        return brokers;
    }

    /** Whether events go over topics. */
    public boolean hasTopics() {
        return brokers > 0;
    }

    /** As it is written in options, properties and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
