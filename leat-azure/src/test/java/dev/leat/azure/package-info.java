@NullMarked
package dev.leat.azure;

import org.jspecify.annotations.NullMarked;
