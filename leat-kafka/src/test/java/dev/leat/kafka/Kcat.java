package dev.leat.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A plain consumer that knows nothing of Leat: kcat, from the path or, as root on Debian, from its packages. */
final class Kcat {

    private Kcat() {}

    /** The lines that it prints. */
    static List<String> run(String... arguments) throws IOException, InterruptedException {
        if (!isThere()) {
            System.err.println("leat: kcat is missing and is installed (apt-get install kcat)");
            output(List.of("apt-get", "update", "-q"));
            output(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", "kcat"));
        }
        List<String> command = new ArrayList<>(List.of("kcat"));
        command.addAll(List.of(arguments));
        return output(command).lines().toList();
    }

    private static boolean isThere() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(folder, "kcat"))) {
                return true;
            }
        }
        return false;
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }
}
