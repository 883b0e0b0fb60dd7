package dev.leat.park;

import dev.leat.event.StoredText;
import java.util.UUID;

/**
 * What somebody asks of the owner of a parked key, about the event that failed. Immutable.
 *
 * @param id tells requests apart; empty for {@link #UNSIGNED}
 * @param by who asks, up to {@value #MAX_BY} characters
 * @param reason why, up to {@value #MAX_REASON} characters
 */
public record ParkRequest(String id, ParkAction action, String by, String reason) {

    /** Longest name of somebody who asks. */
    public static final int MAX_BY = 200;

    /** Longest reason. */
    public static final int MAX_REASON = 1_000;

    /** A retry without a name: of an owner that hands a key on, or of a build that did not know requests. */
    public static final ParkRequest UNSIGNED = new ParkRequest("", new ParkAction.Retry(), "", "");

    public ParkRequest {
        if (!id.isEmpty()) {
            requireLine("Who asks", by, MAX_BY);
            requireLine("Reason", reason, MAX_REASON);
        } else if (!(action instanceof ParkAction.Retry)) {
            throw new IllegalArgumentException("Only a retry may be asked without a name: " + action + ".");
        }
    }

    /**
     * A new request.
     *
     * @throws IllegalArgumentException when {@code by} or {@code reason} is blank, too long, or more than one line of text
     */
    public static ParkRequest of(ParkAction action, String by, String reason) {
        return new ParkRequest(UUID.randomUUID().toString(), action, by, reason);
    }

    /** Whether somebody answers for it with a name, so that the audit tells what came of it. */
    public boolean isSigned() {
        return !id.isEmpty();
    }

    private static void requireLine(String what, String text, int maxLength) {
        StoredText.require(what, text, maxLength);
        if (text.codePoints().anyMatch(ParkRequest::isControl)) {
            throw new IllegalArgumentException(what + " must be one line without control characters: "
                    + StoredText.shown(text) + ". Remove them.");
        }
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
