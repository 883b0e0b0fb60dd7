/** Tests of what is told of a cluster. */
@NullMarked
package dev.leat.observe;

import org.jspecify.annotations.NullMarked;
