/**
 * The writers: threads of their own that append events at a steady rate, and repeat each append until it is known
 * to be committed. {@link dev.leat.chaos.load.Load} owns them.
 */
@NullMarked
package dev.leat.chaos.load;

import org.jspecify.annotations.NullMarked;
