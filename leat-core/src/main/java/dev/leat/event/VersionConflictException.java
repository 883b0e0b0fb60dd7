package dev.leat.event;

import dev.leat.failure.LeatException;

/** Thrown by {@link AppendResult#orThrow()} when another writer was faster. */
public final class VersionConflictException extends LeatException {

    private static final long serialVersionUID = 1L;

    private final transient AppendResult.VersionConflict conflict;

    VersionConflictException(AppendResult.VersionConflict conflict) {
        super("Version conflict for stream " + conflict.stream() + ": expected " + conflict.expected()
                + ", actual version " + conflict.actual() + ". Read the stream again and decide again.");
        this.conflict = conflict;
    }

    public AppendResult.VersionConflict conflict() {
        return conflict;
    }
}
