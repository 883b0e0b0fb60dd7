/**
 * What people do with a running system, from a replica or from any process that has the stores. Start with
 * {@link dev.leat.operate.ParkedKeys}.
 */
@NullMarked
package dev.leat.operate;

import org.jspecify.annotations.NullMarked;
