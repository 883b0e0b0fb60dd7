package dev.leat.chaos.replica;

import dev.leat.chaos.broker.Brokers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The replicas of a run, as processes. Its methods are for the main thread, but {@link #kill}. */
public final class Fleet {

    private static final Duration READY_WAIT = Duration.ofMinutes(10);
    private static final Duration END_WAIT = Duration.ofSeconds(20);
    private static final int LAST_LINES = 15;

    private final Launch launch;
    private final Addresses addresses;
    private final CommitWatch commits = new CommitWatch();
    private final Map<String, ReplicaProcess> replicas = new ConcurrentSkipListMap<>();
    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private boolean mended;
    private boolean closed;

    /**
     * A fleet without replicas.
     *
     * @param addresses where the replica of a name reaches the servers
     */
    public Fleet(Launch launch, Addresses addresses) {
        this.launch = launch;
        this.addresses = addresses;
    }

    /** What is known of commits. */
    public CommitWatch commits() {
        return commits;
    }

    /** Whether the replicas break a certain promise on purpose. */
    public boolean breaks(Broken promise) {
        return launch.broken() == promise;
    }

    /** Names of the replicas that were started and not forgotten, sorted. */
    public List<String> names() {
        return List.copyOf(replicas.keySet());
    }

    /**
     * A replica.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public ReplicaProcess replica(String name) {
        ReplicaProcess replica = replicas.get(name);
        if (replica == null) {
            throw new IllegalArgumentException("There is no replica " + name + " in " + names() + ".");
        }
        return replica;
    }

    /** Starts a replica and does not wait for it. */
    public ReplicaProcess start(String name) {
        return start(name, Map.of(), Map.of());
    }

    /**
     * Starts a replica and does not wait for it.
     *
     * @param environment added to that of this process
     * @param properties added to those of every replica
     */
    public synchronized ReplicaProcess start(
            String name, Map<String, String> environment, Map<String, String> properties) {
        if (closed) {
            throw new IllegalStateException("The run is being ended.");
        }
        noteDeath(name);
        ProcessBuilder builder = new ProcessBuilder(command(name, properties))
                .redirectError(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().putAll(environment);
        try {
            ReplicaProcess replica = new ReplicaProcess(name, builder.start(), commits);
            replicas.put(name, replica);
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start replica " + name + ".", e);
        }
    }

    private List<String> command(String name, Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launch.jvmOptions());
        InetAddress brokers = addresses.brokers().apply(name);
        if (brokers != null) {
            command.add("-Djdk.net.hosts.file=" + writeHosts(name, brokers));
        }
        // Java's own words go to the log too: standard output is for reports.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-cp", classPath()));
        command.addAll(List.of(launch.main().getName(), "replica", "--uri", launch.uri(), "--name", name));
        command.addAll(List.of("--address", addresses.members().apply(name).getHostAddress()));
        Broken broken = launch.broken();
        if (broken != null) {
            command.addAll(List.of("--broken", broken.name()));
        }
        if (mended) {
            command.add("--mended");
        }
        command.addAll(List.of("--leat", writeProperties(name, properties).toString()));
        return command;
    }

    /** Not as arguments, which everybody can see. */
    private Path writeProperties(String name, Map<String, String> further) {
        Properties all = new Properties();
        all.putAll(launch.properties());
        all.putAll(further);
        Path file = launch.logs().resolve(name + ".properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    /** For this replica the brokers' name means its proxy. */
    private Path writeHosts(String name, InetAddress brokers) {
        Path file = launch.logs().resolve(name + ".hosts");
        try {
            return Files.writeString(file, brokers.getHostAddress() + " " + Brokers.HOST + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ".", e);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    /**
     * Waits until a replica works.
     *
     * @throws IllegalStateException when it ends or does not come up
     */
    public void awaitReady(String name) throws InterruptedException {
        if (replica(name).await(Report.Kind.READY, 0, READY_WAIT) == null) {
            throw new IllegalStateException(
                    "Replica " + name + " does not come up. Its last words: " + lastWords(name));
        }
    }

    /** Waits until a replica that was ended is gone, and forgets it. */
    public @Nullable Integer awaitEnd(String name) throws InterruptedException {
        ReplicaProcess replica = replica(name);
        replica.dismiss();
        Integer code = replica.awaitEnd(END_WAIT);
        if (code == null) {
            replica.kill();
            replica.awaitEnd(END_WAIT);
        }
        replicas.remove(name);
        return code;
    }

    /** Makes all replicas, and those that come later, take poisoned events. */
    public void mend() {
        mended = true;
        replicas.values().forEach(replica -> replica.order(Order.of(Order.Verb.MEND)));
    }

    /** Makes all replicas, and those that come later, fail on poisoned events. */
    public void spoil() {
        mended = false;
        replicas.values().forEach(replica -> replica.order(Order.of(Order.Verb.SPOIL)));
    }

    /** Replicas that ended though nobody wanted it, with their last words. */
    public List<String> deaths() {
        replicas.keySet().forEach(this::noteDeath);
        return List.copyOf(deaths);
    }

    private void noteDeath(String name) {
        ReplicaProcess replica = replicas.get(name);
        if (replica != null && replica.endedUnasked()) {
            replica.dismiss();
            deaths.add(name + " ended unasked. Its last words: " + lastWords(name));
        }
    }

    private String lastWords(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name));
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "none, because its log cannot be read: " + e.getMessage();
        }
    }

    private Path log(String name) {
        return launch.logs().resolve(name + ".log");
    }

    /** Ends all replicas, in order if they can. */
    public void endAll() throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        for (ReplicaProcess replica : replicas.values()) {
            replica.thaw();
            replica.terminate();
        }
        List<String> left = new ArrayList<>(names());
        Collections.reverse(left);
        for (String name : left) {
            awaitEnd(name);
        }
    }

    /** Ends all replicas at once, also those that are paused. Callable from any thread. */
    public void kill() {
        synchronized (this) {
            closed = true;
        }
        replicas.values().forEach(ReplicaProcess::kill);
    }
}
