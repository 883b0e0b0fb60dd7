/**
 * New versions of projections beside the live ones: which version readers see, and how much of a replica a version may take
 * that they do not see yet. What people do with it stands in {@link dev.leat.operate.Rebuilds}.
 */
@NullMarked
package dev.leat.rebuild;

import org.jspecify.annotations.NullMarked;
