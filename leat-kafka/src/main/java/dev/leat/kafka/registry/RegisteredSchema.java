package dev.leat.kafka.registry;

/**
 * A schema as registries know it. Immutable.
 *
 * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
 * @param text the schema itself
 */
public record RegisteredSchema(String type, String text) {}
