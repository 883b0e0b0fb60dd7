package dev.leat.testkit.kafka;

import java.nio.file.Path;

/** Starts a broker, lets it stand still and ends without a word, as if it had been killed. */
final class AbandonedCluster {

    /** Before the id; the log is on the same output. */
    static final String MARK = "broker process ";

    private AbandonedCluster() {}

    /**
     * Prints the id of the broker's process.
     *
     * @param arguments folder for the cluster's folder
     */
    public static void main(String[] arguments) {
        KafkaCluster kafka = KafkaCluster.start(KafkaOptions.brokers(1)
                .in(Path.of(arguments[0]), Path.of(arguments[0]).resolveSibling("logs")));
        kafka.broker(0).pause();
        System.out.println(MARK + kafka.broker(0).handle().pid());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
