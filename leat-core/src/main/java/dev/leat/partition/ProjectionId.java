package dev.leat.partition;

import dev.leat.event.StoredText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of one projection. A new version is another projection with its own read model and checkpoints.
 *
 * @param name letters, digits, dot, dash and underscore, 1 to 100 of them
 * @param version 1 or more
 */
public record ProjectionId(String name, int version) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final Pattern WRITTEN = Pattern.compile("(" + NAME + "):([1-9][0-9]{0,9})");

    public ProjectionId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Projection name has characters other than letters, digits, '.', '-', '_', "
                            + "or not 1 to 100 of them: " + StoredText.shown(name) + ". Rename it.");
        }
        if (version < 1) {
            throw new IllegalArgumentException(
                    "Version of projection " + name + " must be 1 or more: " + version + ".");
        }
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static ProjectionId parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        long version = matcher.matches() ? Long.parseLong(matcher.group(2)) : 0;
        if (version < 1 || version > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Projection id is not a name, ':' and a version: "
                    + StoredText.shown(text) + ". Write for example balances:1.");
        }
        return new ProjectionId(matcher.group(1), (int) version);
    }

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
