package dev.leat.testkit.simulation;

import dev.leat.projection.Key;
import java.util.List;

/**
 * The data of a simulated event. Immutable.
 *
 * @param removes whether it deletes its stream's document
 * @param keys what the projections keyed by content make of it
 * @param trouble what goes wrong with it
 * @param troubled in which projections it goes wrong, as bits
 * @param until simulated time at which a passing trouble is over
 * @param edited whether it stands in another one's place
 */
record Happened(boolean removes, List<Key> keys, Trouble trouble, int troubled, long until, boolean edited) {

    Happened {
        keys = List.copyOf(keys);
    }

    /** What somebody puts in its place. */
    Happened edited(List<Key> newKeys, Trouble newTrouble) {
        return new Happened(false, newKeys, newTrouble, troubled, until, true);
    }

    /** What can go wrong with an event. */
    enum Trouble {
        NONE,
        /** Every fold fails until a moment. */
        PASSING,
        /** Every other fold fails, until the faults end. */
        FLAKY,
        /** Every fold fails until it is mended. */
        POISON,
        /** The key function fails until it is mended. */
        UNKEYED,
        /** It cannot be read until it is mended. */
        UNREADABLE,
        /** It has no stream when the tailer sees it, so that the ledger has another slot for it; readable when mended. */
        STRAYED
    }
}
