package dev.leat.kafka.format;

import dev.leat.event.Event;

/** A format whose records have a schema that a registry can hold. Thread-safe. */
public interface SchemaFormat extends EventFormat {

    /** The kind of schema as registries call it: {@code AVRO} or {@code JSON}. */
    String schemaType();

    /** The full name of the record that the schema describes. */
    String schemaName();

    /** The schema itself. */
    String schema();

    /** The header {@code content-type} of its records, where no registry is used. */
    String contentType();

    /**
     * The event in a record that was written with a schema, perhaps an older or newer one.
     *
     * @throws UnreadableRecordException when the record is none of this format
     */
    Event decode(Encoded record, Placed placed, String writerSchema);
}
