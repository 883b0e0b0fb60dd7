@NullMarked
package dev.leat.benchmarks.replica;

import org.jspecify.annotations.NullMarked;
