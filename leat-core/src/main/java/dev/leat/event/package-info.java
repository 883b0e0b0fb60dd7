/**
 * Events and the store that keeps them: what is appended, what comes back, and which version conflicts can happen.
 * Start with {@link dev.leat.event.Event} and {@link dev.leat.event.EventStore}.
 */
@NullMarked
package dev.leat.event;

import org.jspecify.annotations.NullMarked;
