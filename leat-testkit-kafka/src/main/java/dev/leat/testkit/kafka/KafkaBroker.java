package dev.leat.testkit.kafka;

import dev.leat.testkit.kafka.process.FreePorts;
import dev.leat.testkit.kafka.process.JavaProcess;
import dev.leat.testkit.kafka.process.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** One Kafka node, broker and controller in one, on the loopback interface. Thread-safe. */
public final class KafkaBroker {

    private static final Duration START_WAIT = Duration.ofMinutes(5);
    private static final int CALL_MILLIS = 5_000;

    private final int number;
    private final BrokerSettings.Ports ports;
    private final JavaProcess java;
    private final List<String> mainAndArguments;
    private @Nullable ServerProcess process;

    /** Starts nothing yet. */
    KafkaBroker(int number, BrokerSettings.Ports ports, JavaProcess java, List<String> mainAndArguments) {
        this.number = number;
        this.ports = ports;
        this.java = java;
        this.mainAndArguments = List.copyOf(mainAndArguments);
    }

    /** Its address for clients. */
    public String address() {
        return BrokerSettings.address(ports.clients());
    }

    /**
     * Its process, for its id and its CPU time.
     *
     * @throws IllegalStateException when it does not run
     */
    public ProcessHandle handle() {
        return running().handle();
    }

    /** Whether its process lives, paused or not. */
    public synchronized boolean isRunning() {
        return process != null && process.handle().isAlive();
    }

    /** Ends it with SIGKILL, paused or not, and returns when it is gone. */
    public void kill() {
        running().kill();
    }

    /** Ends it in good order, which hands its partitions on first, and returns when it is gone. */
    public void stop() {
        running().close();
    }

    /** Makes it stand still, without an answer and with its connections open, until {@link #resume}. */
    public void pause() {
        running().pause();
    }

    /** Ends a {@link #pause}. */
    public void resume() {
        running().resume();
    }

    /**
     * Starts it on its old folder and ports and returns when it serves.
     *
     * @throws IllegalStateException when it runs already, or does not start
     */
    public void start() {
        launch();
        awaitServing();
    }

    /** Begins the start. */
    synchronized void launch() {
        if (isRunning()) {
            throw new IllegalStateException(this + " runs already. Stop or kill it first.");
        }
        process = ServerProcess.start(toString(), java, mainAndArguments);
    }

    /** Waits until the others know it, which is when partitions get to it. */
    void awaitServing() {
        try {
            running().await(this::serves, START_WAIT, this + " to serve");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + this + " started.", e);
        }
    }

    /** Ends it in whatever state it is. */
    synchronized void end() {
        if (process != null) {
            process.kill();
        }
    }

    private synchronized ServerProcess running() {
        if (process == null || !process.handle().isAlive()) {
            throw new IllegalStateException(this + " does not run. Start it first.");
        }
        return process;
    }

    /** Asks only once somebody listens, because the client warns of each connection that is refused. */
    private boolean serves() {
        if (!FreePorts.isTaken(ports.internal())) {
            return false;
        }
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                BrokerSettings.address(ports.internal()),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                CALL_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                CALL_MILLIS))) {
            return admin.describeCluster().nodes().get(CALL_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .anyMatch(node -> node.id() == number);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return "Kafka broker " + number + " on port " + ports.clients();
    }
}
