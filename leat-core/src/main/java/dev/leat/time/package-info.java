/** The clocks, injected: nothing else in Leat reads one. Start with {@link dev.leat.time.Ticker}. */
@NullMarked
package dev.leat.time;

import org.jspecify.annotations.NullMarked;
