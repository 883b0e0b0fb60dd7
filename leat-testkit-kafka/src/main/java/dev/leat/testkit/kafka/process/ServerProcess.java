package dev.leat.testkit.kafka.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One server as a process, tied to this one. Thread-safe. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final Duration END_WAIT = Duration.ofSeconds(20);

    private final String name;
    private final Process process;
    private final Path log;
    private @Nullable Pause pause;

    private ServerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a main class under a tether: it ends when this process does.
     *
     * @param name of the server, for errors
     * @param mainAndArguments name of the class, and what its main method gets
     */
    public static ServerProcess start(String name, JavaProcess java, List<String> mainAndArguments) {
        return new ServerProcess(name, java.start(Tethered.class.getName(), mainAndArguments), java.log());
    }

    /** The process, for its id and its CPU time. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits for a condition and watches meanwhile that the server lives.
     *
     * @param what the condition in words
     * @throws IllegalStateException when it does not come true in time, or the server has ended
     */
    public void await(BooleanSupplier condition, Duration atMost, String what) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The " + name + " ended with code " + process.exitValue()
                        + ". Its last words: " + JavaProcess.lastWords(log));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Waited in vain for " + what + " for " + atMost.toSeconds()
                        + " s. Last words of the " + name + ": " + JavaProcess.lastWords(log));
            }
            Thread.sleep(LOOK_INTERVAL);
        }
    }

    /** Stops its threads with SIGSTOP, so that it neither answers nor ends, until {@link #resume}. */
    public synchronized void pause() {
        if (pause == null) {
            pause = Pause.of(process.toHandle());
        }
    }

    /** Ends a {@link #pause}. */
    public synchronized void resume() {
        if (pause != null) {
            pause.close();
            pause = null;
        }
    }

    /** Ends the server with SIGKILL, paused or not, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
        resume();
    }

    /** Ends the server: SIGTERM, by the handle, because {@link Process#destroy} would also close the input. */
    @Override
    public void close() {
        resume();
        process.toHandle().destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(END_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
