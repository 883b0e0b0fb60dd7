package dev.leat.projection;

import dev.leat.event.StoredText;

/**
 * The identity of a read-model document: its {@code _id}. Immutable.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, without lone surrogates
 */
public record Key(String value) {

    /** Longest accepted key, in characters. */
    public static final int MAX_LENGTH = 512;

    public Key {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Key must have 1 to " + MAX_LENGTH + " characters: '"
                    + StoredText.cut(value, 80) + "' has " + value.length()
                    + ". Shorten what the key function returns.");
        }
        StoredText.requireWhole("Key", value);
    }

    public static Key of(String value) {
        return new Key(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
