/** Tests of the history checker on stores in memory. */
@NullMarked
package dev.leat.testkit.verify;

import org.jspecify.annotations.NullMarked;
