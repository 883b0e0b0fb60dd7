package dev.leat.testkit.kafka;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of Kafka's servers are, which the build of {@code leat-testkit-kafka/servers} copies. Immutable.
 *
 * @param lib class path of the broker and of the Connect worker
 * @param plugins of the Connect worker
 * @param registry folder of the schema registry
 */
public record KafkaInstallation(Path lib, Path plugins, Path registry) {

    /** System property that names the top of the repository; the launchers set it. */
    private static final String HOME_PROPERTY = "leat.home";

    private static final Path SERVERS = Path.of("leat-testkit-kafka", "servers");

    /**
     * The one of the repository that the system property {@code leat.home} names, else of that around the working directory.
     *
     * @throws IllegalStateException when there is none; the message says what to do
     */
    public static KafkaInstallation find() {
        String home = System.getProperty(HOME_PROPERTY);
        Path start = Path.of(home == null ? "" : home).toAbsolutePath();
        for (@Nullable Path folder = start; folder != null; folder = folder.getParent()) {
            Path servers = folder.resolve(SERVERS);
            if (Files.isRegularFile(servers.resolve("pom.xml"))) {
                return in(servers.resolve("target"));
            }
        }
        throw new IllegalStateException("No " + SERVERS + " above " + start
                + ". Run inside the repository, or name its top by the system property " + HOME_PROPERTY + ".");
    }

    private static KafkaInstallation in(Path target) {
        Path lib = target.resolve("lib");
        if (!Files.isDirectory(lib)) {
            throw new IllegalStateException(
                    "There are no Kafka servers in " + lib + ". Put them there: ./mvnw -pl " + SERVERS + " package.");
        }
        return new KafkaInstallation(lib, target.resolve("plugins"), target.resolve("registry"));
    }

    /** Class path of a server that runs under a tether. */
    public String classPath() {
        return lib + File.separator + "*" + File.pathSeparator + ownClasses();
    }

    /** Class path of the schema registry, which runs under a tether. */
    String registryClassPath() {
        return registry.resolve("quarkus-run.jar") + File.pathSeparator + ownClasses();
    }

    private static Path ownClasses() {
        try {
            return Path.of(KafkaInstallation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The own classes are at no path.", e);
        }
    }
}
