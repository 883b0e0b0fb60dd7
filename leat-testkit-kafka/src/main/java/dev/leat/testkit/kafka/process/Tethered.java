package dev.leat.testkit.kafka.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs the main class that its first argument names, and ends the process when its input ends. So a server does not
 * outlive whoever started it, however that ended. It stands alone: the server's class path has nothing else of ours but
 * what stands alone too.
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
            deleteFolder();
        } catch (IOException e) {
            System.err.println("tether: " + e);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    /** By a process that outlives this one, which still writes there. */
    private static void deleteFolder() throws IOException {
        String folder = System.getProperty(ServerFolder.PROPERTY);
        if (folder != null) {
            new ProcessBuilder("sh", "-c", "sleep 1; exec rm -rf \"$0\"", folder)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }
    }
}
