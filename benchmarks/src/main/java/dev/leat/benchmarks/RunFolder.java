package dev.leat.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for the files of one run. A file in it names the process that it belongs to, so that a later run can delete
 * the folder of one that was killed. Thread-safe.
 */
final class RunFolder implements AutoCloseable {

    static final String PREFIX = "leat-benchmarks-";

    /** Holds the process id of the run. */
    static final String OWNER = "owner-pid";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Makes one where the JVM keeps temporary files. */
    static RunFolder make() {
        return make(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Deletes the folders of runs that are dead, and makes one for this process beside them. */
    static RunFolder make(Path parent) {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (isOfDeadRun(other)) {
                    delete(other);
                }
            }
            Path path = Files.createTempDirectory(parent, PREFIX);
            Files.writeString(
                    path.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
            return new RunFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the run.", e);
        }
    }

    Path path() {
        return path;
    }

    /** Whose owner cannot be told is left alone: it may be about to be named. */
    private static boolean isOfDeadRun(Path folder) {
        Path owner = folder.resolve(OWNER);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(owner).strip()))
                    .isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** The owner's name goes last: what cannot be deleted now is found by the next run. */
    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            Path owner = folder.resolve(OWNER);
            List<Path> files = all.filter(file -> !file.equals(folder) && !file.equals(owner))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(owner);
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("left behind: " + folder + " (" + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        delete(path);
    }
}
