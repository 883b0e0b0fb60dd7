package dev.leat.kafka;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The class path of the tests, as an application has it that left something out. */
public final class ClassPath {

    private ClassPath() {}

    /**
     * All of it but some entries; loads every class anew.
     *
     * @param part what the paths of those have in them
     */
    public static URLClassLoader without(String part) {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(part))
                .map(ClassPath::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
