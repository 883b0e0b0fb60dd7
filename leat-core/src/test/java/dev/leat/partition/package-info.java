@NullMarked
package dev.leat.partition;

import org.jspecify.annotations.NullMarked;
