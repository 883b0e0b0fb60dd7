package dev.leat.benchmarks.replica;

import dev.leat.benchmarks.workload.ProjectionSet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts replica processes, which share an archive of loaded classes. Immutable.
 *
 * @param main class whose {@code replica} word runs a replica
 * @param folder for the archive of loaded classes
 * @param properties of the replicas, {@code leat.*}
 * @param jvmOptions added to those that every replica has
 * @param projections those that each replica runs
 */
public record ReplicaLauncher(
        Class<?> main,
        String uri,
        Path folder,
        Path logs,
        Map<String, String> properties,
        List<String> jvmOptions,
        ProjectionSet projections)
        implements Launcher {

    /** Enough for the default batch and cache of these small documents many times over. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto");

    private static final int LAST_LINES = 20;

    public ReplicaLauncher {
        properties = Map.copyOf(properties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    @Override
    public Process start(String name, String database) {
        return start(name, database, "-XX:SharedArchiveFile=" + archive());
    }

    /** Starts a replica that, when it ends, leaves the archive of loaded classes for those that come later. */
    @Override
    public Process startTraining(String name, String database) {
        return start(name, database, "-XX:ArchiveClassesAtExit=" + archive());
    }

    @Override
    public String lastWords(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name));
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "none, because its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public int partitions() {
        return projections.count() * projections.partitions();
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }

    private Path archive() {
        return folder.resolve("replica.jsa");
    }

    private Process start(String name, String database, String sharing) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(jvmOptions);
        // Java's own words go to the log too: standard output is for reports.
        command.addAll(List.of(
                "-Xlog:disable", "-Xlog:all=warning:stderr", sharing, "-cp", classPath(), main.getName(), "replica"));
        command.addAll(List.of("--uri", uri, "--database", database, "--name", name));
        command.addAll(List.of("--projections", Integer.toString(projections.count())));
        command.addAll(List.of("--partitions", Integer.toString(projections.partitions())));
        command.addAll(List.of("--types", Integer.toString(projections.types())));
        properties.forEach((key, value) -> command.addAll(List.of("--leat", key + "=" + value)));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start replica " + name + ".", e);
        }
    }

    /** This process's own, with jars in the place of folders, because classes of a folder cannot be shared. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(ReplicaLauncher::jarFor)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jarFor(String entry) {
        Path path = Path.of(entry);
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(path)) {
            return entry;
        }
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("leat-benchmarks(-[a-z]+)*-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .map(Path::toString)
                    .orElse(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + parent + ".", e);
        }
    }
}
