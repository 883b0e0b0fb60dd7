package dev.leat.kafka.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs the main class that its first argument names, and ends the process when its input ends. So a server does not
 * outlive the test, however that ended.
 */
final class Tethered {

    private static final int ORPHANED = 3;

    private Tethered() {}

    /** Runs the class. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread tether = new Thread(Tethered::endWithInput, "tether");
        tether.setDaemon(true);
        tether.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("input: " + e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
