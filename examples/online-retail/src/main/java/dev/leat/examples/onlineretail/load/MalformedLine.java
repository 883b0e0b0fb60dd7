package dev.leat.examples.onlineretail.load;

import java.nio.charset.StandardCharsets;

/**
 * A line that is not an event. Immutable.
 *
 * @param number from 1
 * @param reason what is wrong with it
 * @param beginning its first {@value #BEGINNING_BYTES} bytes as text
 */
public record MalformedLine(long number, String reason, String beginning) {

    private static final int BEGINNING_BYTES = 500;

    static MalformedLine of(LineReader line, String reason) {
        int length = Math.min(line.length(), BEGINNING_BYTES);
        return new MalformedLine(line.number(), reason, new String(line.bytes(), 0, length, StandardCharsets.UTF_8));
    }
}
