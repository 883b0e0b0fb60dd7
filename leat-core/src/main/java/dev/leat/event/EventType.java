package dev.leat.event;

/**
 * The name under which an event's kind is stored, for example {@code InvoiceOpened}. Immutable.
 *
 * @param name not blank, without lone surrogates
 */
public record EventType(String name) {

    public EventType {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Event type is blank. Give each event a type name.");
        }
        StoredText.requireWhole("Event type", name);
    }

    public static EventType of(String name) {
        return new EventType(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
