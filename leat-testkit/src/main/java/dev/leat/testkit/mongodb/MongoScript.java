package dev.leat.testkit.mongodb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code dev/mongodb}. Thread-safe: the script itself serializes what belongs to one cluster. */
final class MongoScript {
    static final String LOCATION_PROPERTY = "leat.mongodb.script";

    private static final Logger log = LoggerFactory.getLogger(MongoScript.class);

    private final Path location;

    private MongoScript(Path location) {
        this.location = location;
    }

    /** The script named by the system property, else the one of the repository around the working directory. */
    static MongoScript find() {
        String configured = System.getProperty(LOCATION_PROPERTY);
        if (configured != null) {
            return new MongoScript(Path.of(configured));
        }
        Path start = Path.of("").toAbsolutePath();
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("dev").resolve("mongodb");
            if (Files.isExecutable(candidate)) {
                return new MongoScript(candidate);
            }
        }
        throw new IllegalStateException(
                "No dev/mongodb above " + start + ". Run inside the repository, or name the script"
                        + " by the system property " + LOCATION_PROPERTY + ".");
    }

    /** Runs the script to its end and returns the KEY=VALUE lines it printed. */
    Map<String, String> run(String verb, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(location.toString(), verb));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> relay(process.errorReader()));
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "'" + String.join(" ", command) + "' failed with exit code " + code + ": " + said.join());
            }
            return parse(printed);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not run " + location, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + location + " ran", e);
        }
    }

    private static String relay(BufferedReader lines) {
        StringBuilder said = new StringBuilder();
        lines.lines().forEach(line -> {
            log.info("{}", line);
            said.append(line).append('\n');
        });
        return said.toString();
    }

    private static Map<String, String> parse(String printed) {
        Map<String, String> values = new HashMap<>();
        printed.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return Map.copyOf(values);
    }
}
