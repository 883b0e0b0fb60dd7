package dev.leat.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Names what an append committed, so that a reader can wait until a projection has applied it: on any replica, also after
 * it went through a browser as text. Immutable.
 *
 * @param source the event collection
 * @param stream the stream that was appended to
 * @param lastEvent id of the last event of the append, as text
 * @param events how many events the append had
 * @param notBefore a point in the database's logical time before which they were not committed, in the form of {@link
 *     dev.leat.ledger.ClusterTime#value}; {@link #UNKNOWN} when the events were there before the append
 * @param notAfter one behind which they were not committed
 */
public record Receipt(String source, StreamId stream, String lastEvent, int events, long notBefore, long notAfter) {

    /** When nothing is known of the time of the commit. */
    public static final long UNKNOWN = 0;

    private static final String FORMAT = "1";
    private static final int FIELDS = 7;

    public Receipt {
        if (events < 1) {
            throw new IllegalArgumentException("A receipt is for one event or more, not " + events + ".");
        }
    }

    /** As text of letters, digits, {@code -} and {@code _}, for a header or a parameter; {@link #parse} reads it. */
    public String toText() {
        List<String> fields = List.of(
                FORMAT,
                source,
                stream.value(),
                lastEvent,
                Integer.toString(events),
                Long.toUnsignedString(notBefore),
                Long.toUnsignedString(notAfter));
        StringBuilder text = new StringBuilder();
        fields.forEach(field -> text.append(field.length()).append(':').append(field));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static Receipt parse(String text) {
        try {
            String rest = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] fields = new String[FIELDS];
            for (int i = 0; i < FIELDS; i++) {
                int colon = rest.indexOf(':');
                int end = colon + 1 + Integer.parseInt(rest, 0, colon, 10);
                fields[i] = rest.substring(colon + 1, end);
                rest = rest.substring(end);
            }
            if (!fields[0].equals(FORMAT) || !rest.isEmpty()) {
                throw new IllegalArgumentException("another format");
            }
            return new Receipt(
                    fields[1],
                    StreamId.of(fields[2]),
                    fields[3],
                    Integer.parseInt(fields[4]),
                    Long.parseUnsignedLong(fields[5]),
                    Long.parseUnsignedLong(fields[6]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("This is no receipt: " + StoredText.shown(text) + ".", e);
        }
    }

    @Override
    public String toString() {
        return toText();
    }
}
