package dev.leat.ledger;

import dev.leat.event.StoredText;

/**
 * The name of a source: an event collection.
 *
 * @param name not blank
 */
public record SourceId(String name) {

    /** The source of an event store or projection that names none: {@code events}. */
    public static final SourceId DEFAULT = new SourceId("events");

    public SourceId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Source name is blank. Name the event collection.");
        }
        StoredText.requireWhole("Source name", name);
    }

    public static SourceId of(String name) {
        return new SourceId(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
