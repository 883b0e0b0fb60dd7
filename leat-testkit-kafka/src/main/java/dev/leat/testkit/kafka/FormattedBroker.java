package dev.leat.testkit.kafka;

import java.io.PrintStream;
import java.lang.reflect.Method;

/**
 * Formats the folder of a broker, unless that was done before, and runs the broker: one Java virtual machine to start in
 * place of two. It stands alone, on Kafka's class path, and finds Kafka's classes by their names.
 */
public final class FormattedBroker {

    private FormattedBroker() {}

    /**
     * Runs the broker.
     *
     * @param arguments id of the cluster, and the broker's file of settings
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        String[] format = {"format", "--ignore-formatted", "-t", arguments[0], "-c", arguments[1]};
        Method tool = Class.forName("kafka.tools.StorageTool").getMethod("execute", String[].class, PrintStream.class);
        if (!Integer.valueOf(0).equals(tool.invoke(null, format, System.err))) {
            throw new IllegalStateException("Cannot format the folder of the Kafka broker.");
        }
        Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                new String[] {arguments[1]});
    }
}
