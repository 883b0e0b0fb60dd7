package dev.leat.lease;

import dev.leat.event.StoredText;
import dev.leat.failure.ConfigurationException;
import java.util.regex.Pattern;

/**
 * Under which name the replicas of one Leat database find each other where others keep things too. Two databases under
 * one name would give each other's replicas partitions that they cannot claim.
 *
 * @param text lower-case letters, digits and dashes, not at the ends, 1 to {@value #MAX_LENGTH} of them
 */
public record CoordinationName(String text) {

    /** Longest accepted name, in characters: what Kubernetes takes as the value of a label. */
    public static final int MAX_LENGTH = 63;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    /**
     * Checks the name.
     *
     * @throws ConfigurationException when it has other characters, or too many
     */
    public CoordinationName {
        if (text.length() > MAX_LENGTH || !NAME.matcher(text).matches()) {
            throw new ConfigurationException(
                    "Name of the coordination must have lower-case letters, digits and inner dashes, 1 to " + MAX_LENGTH
                            + " of them: " + StoredText.shown(text)
                            + ". Take the name of the service, with that of the environment if they share a server.");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
