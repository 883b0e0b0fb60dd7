package dev.leat.cli.options;

import dev.leat.failure.ConfigurationException;
import dev.leat.lease.Registration;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.projection.Projection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Loads a service's definition from where its classes are. Closing it closes their jars. */
public final class Definitions implements AutoCloseable {

    /** Knows no projection: documents cannot be judged. */
    public static final LeatDefinition NONE = List::of;

    private final URLClassLoader loader;

    Definitions(List<String> classpath) {
        List<URL> urls = new ArrayList<>();
        for (String paths : classpath) {
            for (String path : paths.split(File.pathSeparator)) {
                add(Path.of(path), urls);
            }
        }
        loader = new URLClassLoader(urls.toArray(URL[]::new), Definitions.class.getClassLoader());
    }

    private static void add(Path path, List<URL> urls) {
        try {
            urls.add(path.toUri().toURL());
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        urls.add(jar.toUri().toURL());
                    }
                }
            }
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("--classpath has no such place: " + path, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes an instance of a definition.
     *
     * @throws IllegalArgumentException telling what is wrong with the name or the class
     */
    public LeatDefinition load(String name) {
        try {
            Class<?> found = Class.forName(name, true, loader);
            if (!LeatDefinition.class.isAssignableFrom(found)) {
                throw new IllegalArgumentException("--definition names " + name + ", which is no "
                        + LeatDefinition.class.getName() + ". Let it implement that.");
            }
            return (LeatDefinition) found.getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "--definition names " + name + ", and there is no such class. Give --classpath the folder or jar"
                            + " that has it, and build it first.",
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new IllegalArgumentException(
                    "--definition names " + name + ", which cannot be made: it must be public and not abstract, with a"
                            + " public constructor without parameters.",
                    e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    "--definition names " + name + ", which fails when it is made: " + cause(e)
                            + ". Is all that it needs in --classpath?",
                    e);
        }
    }

    private static Throwable cause(Throwable e) {
        return e.getCause() == null ? e : e.getCause();
    }

    /** Those of the projections that were asked for, all when none was. */
    public static List<Projection<?>> select(List<Projection<?>> all, List<String> wanted) {
        for (String name : wanted) {
            if (all.stream().noneMatch(projection -> isNamed(projection, name))) {
                throw new IllegalArgumentException("--projection names " + name + ", and the definition has only "
                        + all.stream().map(Projection::id).toList());
            }
        }
        return all.stream()
                .filter(projection -> wanted.isEmpty() || wanted.stream().anyMatch(name -> isNamed(projection, name)))
                .<Projection<?>>map(projection -> projection)
                .toList();
    }

    private static boolean isNamed(Projection<?> projection, String name) {
        return projection.id().toString().equals(name) || projection.id().name().equals(name);
    }

    /**
     * Refuses to judge with another definition than the replicas have.
     *
     * @throws ConfigurationException naming the difference
     */
    public static void requireFit(String database, List<Registration> registered, List<Projection<?>> projections) {
        if (registered.isEmpty()) {
            throw new ConfigurationException("No projection ever ran on database " + database
                    + ". Is it the right one, and --leat-database too?");
        }
        for (Projection<?> projection : projections) {
            Registration defined = Registration.of(projection);
            for (Registration known : registered) {
                if (known.projection().equals(defined.projection()) && !known.equals(defined)) {
                    throw new ConfigurationException("The definition says " + defined + ", and the replicas said "
                            + known + ". Verify with the definition of the version that runs.");
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
