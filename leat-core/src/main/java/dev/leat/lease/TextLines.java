package dev.leat.lease;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a word, {@code =} and a value. What would end a line, and {@code %}, is written as {@code %} and four
 * hexadecimal digits. Confined to one call.
 */
final class TextLines {

    static final String V = "v";

    private static final int HEX_DIGITS = 4;

    private final List<Line> lines = new ArrayList<>();

    private TextLines() {}

    TextLines(int format) {
        add(V, Integer.toString(format));
    }

    private record Line(String word, String value) {}

    TextLines add(String word, String value) {
        lines.add(new Line(word, value));
        return this;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException when a line has no {@code =}, or a {@code %} has no four digits
     */
    static TextLines parse(String text) {
        TextLines parsed = new TextLines();
        for (String line : text.split("\n", -1)) {
            int separator = line.indexOf('=');
            if (separator >= 0) {
                parsed.add(line.substring(0, separator), unescape(line.substring(separator + 1)));
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("a line has no '='.");
            }
        }
        return parsed;
    }

    List<String> all(String word) {
        return lines.stream()
                .filter(line -> line.word().equals(word))
                .map(Line::value)
                .toList();
    }

    String one(String word) {
        List<String> values = all(word);
        if (values.size() != 1) {
            throw new IllegalArgumentException("line " + word + " stands there " + values.size() + " times.");
        }
        return values.getFirst();
    }

    long number(String word) {
        try {
            return Long.parseLong(one(word));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("line " + word + " has no number.", e);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.word()).append('=').append(escape(line.value())).append('\n');
        }
        return text.toString();
    }

    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '%' || Character.isISOControl(each)) {
                escaped.append('%').append(String.format("%04x", (int) each));
            } else {
                escaped.append(each);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each != '%') {
                plain.append(each);
                continue;
            }
            int end = i + 1 + HEX_DIGITS;
            if (end > value.length()) {
                throw new IllegalArgumentException("a '%' has no four digits behind it.");
            }
            plain.append((char) Integer.parseInt(value, i + 1, end, 16));
            i = end - 1;
        }
        return plain.toString();
    }
}
