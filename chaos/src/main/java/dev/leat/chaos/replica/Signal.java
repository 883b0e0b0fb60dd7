package dev.leat.chaos.replica;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java itself cannot send. */
public enum Signal {
    STOP,
    CONT;

    /** Sends it to a process; one that has ended is left alone. */
    public void send(long pid) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send signal " + name() + " to process " + pid + ".", e);
        }
    }
}
