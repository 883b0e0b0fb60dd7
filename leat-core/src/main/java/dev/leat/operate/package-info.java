/**
 * What people do with a running system, from a replica or from any process that has the stores. Start with
 * {@link dev.leat.operate.ParkedKeys} for what failed, and {@link dev.leat.operate.Rebuilds} for what is to change.
 */
@NullMarked
package dev.leat.operate;

import org.jspecify.annotations.NullMarked;
