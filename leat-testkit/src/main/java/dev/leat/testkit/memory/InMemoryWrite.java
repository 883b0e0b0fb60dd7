package dev.leat.testkit.memory;

import dev.leat.projection.Key;
import dev.leat.projection.ReadModelWrite;
import java.util.Map;

/** A hand-written update of a read model in memory. What it throws undoes the whole commit. */
@FunctionalInterface
public interface InMemoryWrite extends ReadModelWrite {

    /** Changes the documents of the projection's read model. */
    void apply(Map<Key, Object> documents);
}
