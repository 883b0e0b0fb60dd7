/**
 * From a file of events, one JSON object a line, into the event store. Read in this order:
 * {@link dev.leat.examples.onlineretail.load.EventFile}, {@link dev.leat.examples.onlineretail.load.EventReader},
 * {@link dev.leat.examples.onlineretail.load.EventLoader}.
 */
@NullMarked
package dev.leat.examples.onlineretail.load;

import org.jspecify.annotations.NullMarked;
