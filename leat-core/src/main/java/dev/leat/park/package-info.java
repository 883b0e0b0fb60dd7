/**
 * Events that cannot be applied: their key is parked, later events of the key queue behind, everything else flows. What
 * somebody decides about them is a request; the owner carries it out, and leaves a ruling and a trail. Start with
 * {@link dev.leat.park.ParkedKey}.
 */
@NullMarked
package dev.leat.park;

import org.jspecify.annotations.NullMarked;
