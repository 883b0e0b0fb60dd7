package dev.leat.examples.onlineretail.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into lines, in memory bounded by the longest line accepted. Not thread-safe. */
final class LineReader implements Closeable {

    /** Longest line accepted, in bytes: more cannot become a MongoDB document. */
    static final int MAX_LINE_BYTES = 16 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream content;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;

    private byte[] line = new byte[1024];
    private int length;
    private long number;
    private boolean overlong;

    LineReader(InputStream content) {
        this.content = content;
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        length = 0;
        overlong = false;
        boolean any = false;
        while (position < end || fill()) {
            any = true;
            int newline = indexOfNewline();
            take(newline < 0 ? end : newline);
            if (newline >= 0) {
                position = newline + 1;
                break;
            }
            position = end;
        }
        if (any) {
            number++;
        }
        return any;
    }

    /** Number of the current line, from 1. */
    long number() {
        return number;
    }

    /** The current line from index 0 to {@link #length}; valid until {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** True when the line is longer than {@link #MAX_LINE_BYTES}; what there is of it is its beginning. */
    boolean isOverlong() {
        return overlong;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, content.read(buffer));
        return end > 0;
    }

    private int indexOfNewline() {
        for (int i = position; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void take(int to) {
        int room = MAX_LINE_BYTES - length;
        int count = Math.min(to - position, room);
        overlong |= to - position > room;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        System.arraycopy(buffer, position, line, length, count);
        length += count;
    }
}
