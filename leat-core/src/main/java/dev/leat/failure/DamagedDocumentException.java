package dev.leat.failure;

/**
 * One of Leat's own documents is not as Leat writes it: somebody changed it, or it is damaged. It was not read. Whoever
 * needs it tries again with growing pauses, and goes on by itself when the document is mended.
 */
public final class DamagedDocumentException extends LeatException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param collection the collection's full name
     * @param id the document's {@code _id}
     * @param damage what is wrong with it
     */
    public DamagedDocumentException(String collection, Object id, String damage, Throwable cause) {
        super(
                "Document " + id + " of " + collection + " is not as Leat writes it: " + damage
                        + " Put it back as the page on stored documents shows it, or restore Leat's database from a"
                        + " backup.",
                cause);
    }
}
