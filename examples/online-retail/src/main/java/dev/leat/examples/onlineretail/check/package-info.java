/**
 * The verdict: what the read models must hold, computed straight from the file of events by code that shares nothing with
 * the projections, against what they hold. Start with {@link dev.leat.examples.onlineretail.check.Comparison}.
 */
@NullMarked
package dev.leat.examples.onlineretail.check;

import org.jspecify.annotations.NullMarked;
