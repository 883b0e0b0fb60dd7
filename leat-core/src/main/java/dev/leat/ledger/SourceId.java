package dev.leat.ledger;

/**
 * The name of a source: an event collection.
 *
 * @param name not blank
 */
public record SourceId(String name) {

    public SourceId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Source name is blank. Name the event collection.");
        }
    }

    public static SourceId of(String name) {
        return new SourceId(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
