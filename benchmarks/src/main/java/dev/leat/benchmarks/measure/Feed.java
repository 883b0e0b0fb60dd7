package dev.leat.benchmarks.measure;

import dev.leat.benchmarks.replica.Fleet;
import java.util.List;

/** What brings events from the change stream to the clients, and can be held back so that a backlog gathers. */
public interface Feed {

    /** Stops reading the change stream, which stays open. Returns when nothing more is read. */
    void hold() throws InterruptedException;

    /** Ends a {@link #hold}. Returns at once. */
    void go();

    /** The feed's own processes on this machine; empty when the clients are their own feed. */
    List<ProcessHandle> processes();

    /** Replicas of Leat, of which one is the tailer. */
    static Feed of(Fleet fleet) {
        return new Feed() {
            @Override
            public void hold() throws InterruptedException {
                fleet.hold();
            }

            @Override
            public void go() {
                fleet.go();
            }

            @Override
            public List<ProcessHandle> processes() {
                return List.of();
            }
        };
    }
}
