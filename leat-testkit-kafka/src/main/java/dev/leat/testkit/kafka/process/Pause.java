package dev.leat.testkit.kafka.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A process that stands still. Java cannot send SIGSTOP, so a shell does; it sends SIGCONT when its input ends, which it
 * also does when this process is gone. So nothing stands still for ever. Thread-safe.
 */
final class Pause implements AutoCloseable {

    private static final String STOPPED = "stopped";

    /** Deaf to what a terminal sends to the whole group: it must not end before it has let the other go on. */
    private static final String SCRIPT =
            "trap '' INT TERM HUP; kill -STOP \"$0\" && echo " + STOPPED + "; read -r end; kill -CONT \"$0\"";

    private final Process shell;

    private Pause(Process shell) {
        this.shell = shell;
    }

    /** Stops a process. */
    static Pause of(ProcessHandle process) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT, String.valueOf(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Pause pause = new Pause(shell);
            BufferedReader said = shell.inputReader();
            if (!STOPPED.equals(said.readLine())) {
                pause.close();
                throw new IllegalStateException("Cannot pause process " + process.pid() + ". Does it still run?");
            }
            return pause;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start sh to pause process " + process.pid() + ".", e);
        }
    }

    /** Lets the process go on. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell sh to go on.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
