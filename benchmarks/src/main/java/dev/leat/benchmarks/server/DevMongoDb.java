package dev.leat.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and stops a MongoDB of the benchmark's own by {@code dev/mongodb}, which knows where to get one. That script
 * also ends the server when this process is gone, however it ended.
 */
public final class DevMongoDb {

    /** System property that names the top of the repository; the launcher sets it. */
    private static final String HOME_PROPERTY = "leat.home";

    private final Path script;
    private final String name = "bench-" + ProcessHandle.current().pid();

    private DevMongoDb(Path script) {
        this.script = script;
    }

    /** Starts a replica set of one member, unless {@code LEAT_MONGODB_URI} names one that runs. */
    public static MongoServer start() {
        return start(List.of());
    }

    /**
     * Starts a replica set of one member, unless {@code LEAT_MONGODB_URI} names one that runs.
     *
     * @param options of {@code dev/mongodb start}, such as {@code --oplog-mb}
     */
    public static MongoServer start(List<String> options) {
        Path script = Path.of(System.getProperty(HOME_PROPERTY, "."), "dev", "mongodb");
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException("There is no " + script
                    + " to start a MongoDB with. Run benchmarks/run from the repository, or give a MongoDB by --uri.");
        }
        DevMongoDb mongo = new DevMongoDb(script);
        List<String> words = new ArrayList<>(List.of("start", "--properties", "--name", mongo.name, "--owner-pid"));
        words.add(Long.toString(ProcessHandle.current().pid()));
        words.addAll(options);
        Map<String, String> properties = mongo.run(words.toArray(String[]::new));
        String uri = Optional.ofNullable(properties.get("uri"))
                .orElseThrow(() -> new IllegalStateException("dev/mongodb start told no connection string."));
        return new MongoServer(
                uri, handles(pids(properties, "pids")), handles(pids(properties, "support-pids")), mongo);
    }

    void stop() {
        run("stop", "--name", name);
    }

    static List<ProcessHandle> handles(List<Long> pids) {
        return pids.stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    }

    private static List<Long> pids(Map<String, String> properties, String key) {
        return Arrays.stream(properties.getOrDefault(key, "").split(","))
                .filter(text -> !text.isBlank())
                .map(Long::valueOf)
                .filter(pid -> pid > 0)
                .toList();
    }

    private Map<String, String> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            Map<String, String> properties = new HashMap<>();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().filter(line -> line.contains("=")).forEach(line -> {
                    int at = line.indexOf('=');
                    properties.put(line.substring(0, at), line.substring(at + 1));
                });
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with code " + code + ".");
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + script + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + script + " ran.", e);
        }
    }
}
