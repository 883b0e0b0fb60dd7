@NullMarked
package dev.leat.chaos;

import org.jspecify.annotations.NullMarked;
