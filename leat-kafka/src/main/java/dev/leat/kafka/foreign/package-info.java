/**
 * Records that others publish from an event collection: how the stored document is read out of them. Pure functions of
 * bytes. Start with {@link dev.leat.kafka.foreign.ForeignFormat}.
 */
@NullMarked
package dev.leat.kafka.foreign;

import org.jspecify.annotations.NullMarked;
