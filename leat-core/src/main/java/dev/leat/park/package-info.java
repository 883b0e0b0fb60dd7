/**
 * Events that cannot be applied: their key is parked, later events of the key queue behind, everything else flows.
 * Start with {@link dev.leat.park.ParkedKey}.
 */
@NullMarked
package dev.leat.park;

import org.jspecify.annotations.NullMarked;
