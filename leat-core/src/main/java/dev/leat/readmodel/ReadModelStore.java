package dev.leat.readmodel;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import java.util.Collection;
import java.util.Map;

/**
 * Keeps read-model documents and commits batches <em>(SPI)</em>. Thread-safe; every call blocks.
 *
 * <p>Guarantee that implementations owe: a commit takes effect as a whole or not at all, and only if every checkpoint's
 * stored epoch and position are those that it names, and every parked key has the request that it expects. Of a commit of checkpoints alone, each stands for itself: it is
 * fenced if one does not match, or one of another that is carried out with it, and the rest may have moved.
 */
public interface ReadModelStore {

    /**
     * Checks at start that the store can keep a projection's documents.
     *
     * @throws ConfigurationException naming the document type and what it lacks
     */
    default void check(Projection<?> projection) {}

    /** The documents of some keys, as a majority has them; keys without a document are left out. */
    <D> Map<Key, D> load(Projection<D> projection, Collection<Key> keys);

    /**
     * Commits a batch.
     *
     * @throws StoreUnavailableException when it is unknown whether it took effect
     */
    CommitOutcome commit(Commit commit);
}
