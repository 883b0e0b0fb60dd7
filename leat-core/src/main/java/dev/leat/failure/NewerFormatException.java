package dev.leat.failure;

/**
 * A stored document was written by a newer Leat, in a format that this one does not know, so it was not read. Nothing is
 * lost: whoever needs it waits and goes on when a newer Leat runs here.
 */
public final class NewerFormatException extends LeatException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param collection the collection's full name
     * @param id the document's {@code _id}
     * @param found what the document has, for example {@code v 2}
     * @param known the newest format that this Leat reads
     */
    public NewerFormatException(String collection, Object id, String found, int known) {
        super("Document " + id + " of " + collection + " has format " + found + "; this Leat reads formats up to "
                + known
                + ". It was written by a newer Leat: deploy that everywhere, or, after a roll-back, go forward again."
                + " Nothing is lost meanwhile.");
    }
}
