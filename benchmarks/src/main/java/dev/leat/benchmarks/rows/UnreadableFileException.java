package dev.leat.benchmarks.rows;

import java.nio.file.Path;

/** A file of results or of the baseline is missing or holds something else. */
public final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableFileException(Path file, String what) {
        super(file + ": " + what);
    }

    public UnreadableFileException(Path file, int line, String what) {
        super(file + ", line " + line + ": " + what);
    }
}
