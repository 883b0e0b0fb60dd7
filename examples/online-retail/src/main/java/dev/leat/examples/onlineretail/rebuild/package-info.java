/**
 * How fast a projection is built from events that are there already, beside a plain cursor over the same events. Start with
 * {@link dev.leat.examples.onlineretail.rebuild.RebuildCommand}.
 */
@NullMarked
package dev.leat.examples.onlineretail.rebuild;

import org.jspecify.annotations.NullMarked;
