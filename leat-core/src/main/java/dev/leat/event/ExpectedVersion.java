package dev.leat.event;

/** What the writer believes about a stream before it appends. */
public sealed interface ExpectedVersion {

    /** No belief: append behind whatever is there. */
    static ExpectedVersion any() {
        return new Any();
    }

    /** The stream has no events yet. */
    static ExpectedVersion noStream() {
        return new Exactly(0);
    }

    /**
     * The stream's last event has this version.
     *
     * @param version 0 for a stream without events
     */
    static ExpectedVersion exactly(long version) {
        return new Exactly(version);
    }

    /** Accepts every version. */
    record Any() implements ExpectedVersion {
        @Override
        public String toString() {
            return "any version";
        }
    }

    /**
     * Accepts one version.
     *
     * @param version 0 or more
     */
    record Exactly(long version) implements ExpectedVersion {
        public Exactly {
            if (version < 0) {
                throw new IllegalArgumentException(
                        "Expected version must be 0 or more: " + version + ". Use 0 for a stream without events.");
            }
        }

        @Override
        public String toString() {
            return "version " + version;
        }
    }
}
