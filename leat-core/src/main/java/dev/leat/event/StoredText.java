package dev.leat.event;

/** Whether a text comes back from a store as it was given, which every id and key must. */
public final class StoredText {

    private static final int SHOWN = 80;

    private StoredText() {}

    /**
     * True when each surrogate of the text is half of a pair. A lone one has no UTF-8: it is stored as something else, so
     * that the text is not found again.
     */
    public static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isSurrogate(each)) {
                boolean pair = Character.isHighSurrogate(each)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text for a message: in quotes, cut short, and each lone surrogate as a question mark. */
    public static String shown(String text) {
        return "'" + cut(text, SHOWN) + (text.length() > SHOWN ? "...' (" + text.length() + " characters)" : "'");
    }

    /** The first characters of a text, no pair of surrogates cut in two, each lone surrogate as a question mark. */
    public static String cut(String text, int maxLength) {
        StringBuilder whole = new StringBuilder(Math.min(text.length(), maxLength));
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int length = Character.charCount(point);
            if (i + length > maxLength) {
                break;
            }
            boolean lone = length == 1 && Character.isSurrogate((char) point);
            whole.appendCodePoint(lone ? '?' : point);
            i += length;
        }
        return whole.toString();
    }

    /**
     * Checks a text that identifies something.
     *
     * @param what the thing, as a message calls it
     * @throws IllegalArgumentException when it is blank, longer than {@code maxLength} or has a lone surrogate
     */
    public static void require(String what, String text, int maxLength) {
        if (text.isBlank() || text.length() > maxLength) {
            throw new IllegalArgumentException(what + " must have 1 to " + maxLength + " characters and not be blank: "
                    + shown(text) + ". Choose another.");
        }
        requireWhole(what, text);
    }

    /**
     * Checks that a text can be stored.
     *
     * @throws IllegalArgumentException when it has a lone surrogate
     */
    public static void requireWhole(String what, String text) {
        if (!isWhole(text)) {
            throw new IllegalArgumentException(
                    what + " has half a character, a lone surrogate, which no store gives back: " + shown(text)
                            + ". Cut texts between characters.");
        }
    }
}
