/** What happened in the shop, as typed events. Start with {@link dev.leat.examples.onlineretail.events.RetailEvent}. */
@NullMarked
package dev.leat.examples.onlineretail.events;

import org.jspecify.annotations.NullMarked;
