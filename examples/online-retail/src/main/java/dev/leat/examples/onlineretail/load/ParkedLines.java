package dev.leat.examples.onlineretail.load;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The lines that a load set aside, one JSON object each: {@code {"line":7,"reason":"...","beginning":"..."}}. The file is
 * made at the first of them, in the place of one of an earlier load. Not thread-safe.
 */
public final class ParkedLines implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path path;
    private @Nullable BufferedWriter writer;
    private long count;

    public ParkedLines(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    public long count() {
        return count;
    }

    /** Sets a line aside; lines come in the order of the file. */
    public void add(MalformedLine line) {
        try {
            BufferedWriter out = writer;
            if (out == null) {
                out = Files.newBufferedWriter(path);
                writer = out;
            }
            out.write(toJson(line));
            out.newLine();
            out.flush();
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Line " + line.number() + " is malformed (" + line.reason() + ") and cannot be parked in " + path,
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private static String toJson(MalformedLine line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("line", line.number());
            json.writeStringProperty("reason", line.reason());
            json.writeStringProperty("beginning", line.beginning());
            json.writeEndObject();
        }
        return text.toString();
    }
}
