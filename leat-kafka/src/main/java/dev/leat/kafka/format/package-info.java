/**
 * How an event is written into a record, and read from one. Pure functions of bytes. Start with
 * {@link dev.leat.kafka.format.EventFormat}.
 */
@NullMarked
package dev.leat.kafka.format;

import org.jspecify.annotations.NullMarked;
