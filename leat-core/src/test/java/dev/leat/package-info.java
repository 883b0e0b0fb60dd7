@NullMarked
package dev.leat;

import org.jspecify.annotations.NullMarked;
