/**
 * Leat on MongoDB: the event store, and one class for each SPI of the engine. Start with
 * {@link dev.leat.mongodb.LeatMongo}.
 *
 * <p>What is stored, and in which format, stands in {@code docs/reference/stored-documents.md}; the names of the fields
 * stand in the class that writes them. Each stored document carries its format version in {@code v}.
 */
@NullMarked
package dev.leat.mongodb;

import org.jspecify.annotations.NullMarked;
