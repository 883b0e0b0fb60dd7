@NullMarked
package dev.leat.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
