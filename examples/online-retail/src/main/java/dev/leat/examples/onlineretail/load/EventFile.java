package dev.leat.examples.onlineretail.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of events, plain or compressed with gzip, which its first two bytes tell. Can be opened again. Thread-safe. */
public final class EventFile {

    /** The sample that comes with the example: November 2011. */
    public static final String SAMPLE = "/events/online-retail-2011-11.ndjson.gz";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String name;
    private final Opener opener;

    private EventFile(String name, Opener opener) {
        this.name = name;
        this.opener = opener;
    }

    private interface Opener {
        InputStream open() throws IOException;
    }

    /** The sample that comes with the example. */
    public static EventFile sample() {
        return new EventFile(SAMPLE.substring(SAMPLE.lastIndexOf('/') + 1), () -> {
            InputStream stream = EventFile.class.getResourceAsStream(SAMPLE);
            if (stream == null) {
                throw new NoSuchFileException("resource " + SAMPLE);
            }
            return stream;
        });
    }

    /** A file of the user's. */
    public static EventFile of(Path path) {
        return new EventFile(path.toString(), () -> Files.newInputStream(path));
    }

    public String name() {
        return name;
    }

    /** The content, decompressed; the caller closes it. */
    public InputStream open() throws IOException {
        BufferedInputStream raw = new BufferedInputStream(opener.open(), BUFFER_BYTES);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** How many lines there are; reads all of it, so that a file cut short is found before anything is loaded. */
    public long countLines() throws IOException {
        long lines = 0;
        int last = '\n';
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = open()) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
                last = read > 0 ? buffer[read - 1] : last;
            }
        }
        return last == '\n' ? lines : lines + 1;
    }
}
