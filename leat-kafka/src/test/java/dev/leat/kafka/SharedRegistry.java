package dev.leat.kafka;

import dev.leat.testkit.kafka.ApicurioRegistry;

/** The schema registry that all tests of this Java virtual machine share; it ends with it. */
public final class SharedRegistry {

    private static final ApicurioRegistry RUNNING = ApicurioRegistry.start();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RUNNING::close, "registry-end"));
    }

    private SharedRegistry() {}

    /** Started when it is first asked for. Whoever kills it starts it again. */
    public static ApicurioRegistry get() {
        return RUNNING;
    }
}
