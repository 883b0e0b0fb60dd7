/**
 * What can go wrong, as one small tree of unchecked exceptions, and the checks of limits that
 * lead to them. Start with {@link dev.leat.failure.LeatException}.
 */
@NullMarked
package dev.leat.failure;

import org.jspecify.annotations.NullMarked;
