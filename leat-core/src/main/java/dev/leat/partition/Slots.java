package dev.leat.partition;

import java.nio.charset.StandardCharsets;

/**
 * Maps stream ids and keys to slots: XXH64 of the UTF-8 text, modulo {@value #COUNT}. Slots are stored in ledgers, so
 * the mapping never changes.
 */
public final class Slots {

    /** Number of slots. */
    public static final int COUNT = 1024;

    private Slots() {}

    /** The slot of a text, 0 to 1023. */
    public static int of(String text) {
        return (int) (Xxh64.hash(text.getBytes(StandardCharsets.UTF_8)) & (COUNT - 1));
    }
}
