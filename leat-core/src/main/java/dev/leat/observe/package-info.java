/** Watching Leat: the listener that every task reports to, and the status of the whole. */
@NullMarked
package dev.leat.observe;

import org.jspecify.annotations.NullMarked;
