package dev.leat.partition;

import java.util.regex.Pattern;

/**
 * One version of one projection. A new version is another projection with its own read model and checkpoints.
 *
 * @param name letters, digits, dot, dash and underscore, 1 to 100 of them
 * @param version 1 or more
 */
public record ProjectionId(String name, int version) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public ProjectionId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Projection name has characters other than letters, digits, '.', '-', '_', "
                            + "or not 1 to 100 of them: '" + name + "'. Rename it.");
        }
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version of projection " + name + " must be 1 or more: " + version + ".");
        }
    }

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
