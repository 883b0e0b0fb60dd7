package dev.leat.lease;

import dev.leat.ledger.SourceId;

/** What one replica does for all. Roles decide who tries; no guarantee rests on them. */
public sealed interface Role {

    /** The name under which it is stored. */
    String name();

    /** Computes the assignment. */
    record Leader() implements Role {
        @Override
        public String name() {
            return "leader";
        }
    }

    /** Reads a source's change stream and writes its ledger. */
    record Tailer(SourceId source) implements Role {
        @Override
        public String name() {
            return "tailer:" + source;
        }
    }
}
