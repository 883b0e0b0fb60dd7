package dev.leat.testkit.kafka.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A new folder for the files of servers, deleted when it is closed. A server that is started with {@link #option} deletes it
 * too, when it ends because this process is gone.
 *
 * @param path where it is
 */
public record ServerFolder(Path path) implements AutoCloseable {

    static final String PROPERTY = "leat.tether.folder";

    /**
     * Makes the folder.
     *
     * @param parent where; null for the place of temporary files
     */
    public static ServerFolder create(@Nullable Path parent) {
        try {
            if (parent == null) {
                return new ServerFolder(Files.createTempDirectory("leat-kafka-"));
            }
            Files.createDirectories(parent);
            return new ServerFolder(Files.createTempDirectory(parent, "leat-kafka-"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + parent + ".", e);
        }
    }

    /** Option for the Java virtual machine of a server. */
    public String option() {
        return "-D" + PROPERTY + "=" + path;
    }

    /** Deletes the folder with all that is in it. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path + ".", e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
