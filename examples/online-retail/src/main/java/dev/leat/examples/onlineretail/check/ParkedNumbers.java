package dev.leat.examples.onlineretail.check;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Knows the line numbers in a file of parked lines, one at a time, asked in ascending order. Not thread-safe. */
public final class ParkedNumbers implements LongPredicate, Closeable {

    private final @Nullable BufferedReader reader;
    private long next;

    private ParkedNumbers(@Nullable BufferedReader reader) throws IOException {
        this.reader = reader;
        advance();
    }

    /** No line was parked. */
    public static ParkedNumbers none() throws IOException {
        return new ParkedNumbers(null);
    }

    /** The numbers that a file of parked lines holds. */
    public static ParkedNumbers in(Path path) throws IOException {
        return new ParkedNumbers(Files.newBufferedReader(path));
    }

    @Override
    public boolean test(long line) {
        try {
            while (next < line) {
                advance();
            }
            return next == line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private void advance() throws IOException {
        String line = reader == null ? null : reader.readLine();
        next = line == null
                ? Long.MAX_VALUE
                : Long.parseLong(Objects.requireNonNull(FlatJson.parse(line).get("line")));
    }
}
