@NullMarked
package dev.leat.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
