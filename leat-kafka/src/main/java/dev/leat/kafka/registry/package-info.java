/**
 * Schema registries with the REST interface of Confluent's: schemas are checked and registered before the first record is
 * written, and records say which one they have. Start with {@link dev.leat.kafka.registry.RegistryFormat}.
 */
@NullMarked
package dev.leat.kafka.registry;

import org.jspecify.annotations.NullMarked;
