/**
 * The documents that projections fold, and the one commit that changes them. Start with
 * {@link dev.leat.readmodel.ReadModelStore} and {@link dev.leat.readmodel.Commit}.
 */
@NullMarked
package dev.leat.readmodel;

import org.jspecify.annotations.NullMarked;
