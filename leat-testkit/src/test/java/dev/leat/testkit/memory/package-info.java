@NullMarked
package dev.leat.testkit.memory;

import org.jspecify.annotations.NullMarked;
