@NullMarked
package dev.leat.chaos.judge;

import org.jspecify.annotations.NullMarked;
