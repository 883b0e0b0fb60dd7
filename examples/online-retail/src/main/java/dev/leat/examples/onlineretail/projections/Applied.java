package dev.leat.examples.onlineretail.projections;

/**
 * What a document of a read model remembers of the events folded into it, so that the verdict can tell lost, twice and
 * out of order from each other. Immutable.
 *
 * @param events how many events were folded into the document
 * @param last the last of them: its version for a document of one stream, else its position in the ledger
 * @param outOfOrder how many came at a wrong place
 */
public record Applied(long events, long last, long outOfOrder) {

    /** Before the first event. */
    public static final Applied NOTHING = new Applied(0, 0, 0);

    /** After an event that must follow its predecessor without a gap. */
    public Applied next(long version) {
        return after(version, version == last + 1);
    }

    /** After an event that must lie behind its predecessor. */
    public Applied later(long position) {
        return after(position, position > last);
    }

    private Applied after(long place, boolean inOrder) {
        return new Applied(events + 1, place, inOrder ? outOfOrder : outOfOrder + 1);
    }
}
