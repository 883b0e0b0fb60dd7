@NullMarked
package dev.leat.event;

import org.jspecify.annotations.NullMarked;
