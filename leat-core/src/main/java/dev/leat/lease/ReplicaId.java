package dev.leat.lease;

import dev.leat.event.StoredText;
import java.util.UUID;

/**
 * One run of one replica: its name, and a part that no other run shares, so that a restarted replica is never mistaken
 * for the one before.
 *
 * @param name stable across restarts, for example the pod's name; at most {@value #MAX_LENGTH} characters, not blank, without {@code ~}
 * @param incarnation unique per run
 */
public record ReplicaId(String name, String incarnation) {

    /** Longest accepted name, in characters. */
    public static final int MAX_LENGTH = 256;

    public ReplicaId {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.indexOf('~') >= 0) {
            throw new IllegalArgumentException("Replica name must have 1 to " + MAX_LENGTH
                    + " characters, not be blank and have no '~': " + StoredText.shown(name) + ". Use the pod's name.");
        }
        StoredText.requireWhole("Replica name", name);
        StoredText.requireWhole("Replica incarnation", incarnation);
    }

    /** A new run of the named replica. */
    public static ReplicaId start(String name) {
        return new ReplicaId(name, UUID.randomUUID().toString().substring(0, 13));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ReplicaId parse(String text) {
        int separator = text.indexOf('~');
        if (separator < 0) {
            throw new IllegalArgumentException("Replica id has no '~': " + StoredText.shown(text)
                    + ". It is made by Leat and must not be changed.");
        }
        return new ReplicaId(text.substring(0, separator), text.substring(separator + 1));
    }

    @Override
    public String toString() {
        return name + "~" + incarnation;
    }
}
