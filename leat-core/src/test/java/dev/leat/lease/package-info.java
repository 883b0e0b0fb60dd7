@NullMarked
package dev.leat.lease;

import org.jspecify.annotations.NullMarked;
