@NullMarked
package dev.leat.chaos.replica;

import org.jspecify.annotations.NullMarked;
