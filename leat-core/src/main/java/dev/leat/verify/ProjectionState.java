package dev.leat.verify;

import dev.leat.lease.Ownership;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import dev.leat.projection.Key;
import java.util.List;
import java.util.Map;

/**
 * What is stored of a projection at one instant. Immutable.
 *
 * @param partitions in the order of their numbers; one that is missing in the store is missing here
 * @param queued the queues of all parked keys
 * @param rulings all of them
 * @param documents those that were asked for
 * @param foreign what lies in the read model without a key, as the store shows its identity
 */
public record ProjectionState(
        List<Ownership> partitions,
        List<ParkedKey> parked,
        List<QueuedEvent> queued,
        List<Ruling> rulings,
        Map<Key, StoredDocument> documents,
        List<String> foreign) {

    public ProjectionState {
        partitions = List.copyOf(partitions);
        parked = List.copyOf(parked);
        queued = List.copyOf(queued);
        rulings = List.copyOf(rulings);
        documents = Map.copyOf(documents);
        foreign = List.copyOf(foreign);
    }
}
