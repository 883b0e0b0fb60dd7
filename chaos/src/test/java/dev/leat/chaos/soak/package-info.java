@NullMarked
package dev.leat.chaos.soak;

import org.jspecify.annotations.NullMarked;
