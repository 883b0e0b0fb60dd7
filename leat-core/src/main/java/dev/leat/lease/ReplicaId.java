package dev.leat.lease;

import java.util.UUID;

/**
 * One run of one replica: its name, and a part that no other run shares, so that a restarted replica is never mistaken
 * for the one before.
 *
 * @param name stable across restarts, for example the pod's name
 * @param incarnation unique per run
 */
public record ReplicaId(String name, String incarnation) {

    public ReplicaId {
        if (name.isBlank() || name.indexOf('~') >= 0) {
            throw new IllegalArgumentException(
                    "Replica name is blank or contains '~': '" + name + "'. Use the pod's name.");
        }
    }

    /** A new run of the named replica. */
    public static ReplicaId start(String name) {
        return new ReplicaId(name, UUID.randomUUID().toString().substring(0, 13));
    }

    /** Reads what {@link #toString} wrote. */
    public static ReplicaId parse(String text) {
        int separator = text.indexOf('~');
        return new ReplicaId(text.substring(0, separator), text.substring(separator + 1));
    }

    @Override
    public String toString() {
        return name + "~" + incarnation;
    }
}
