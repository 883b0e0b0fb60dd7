@NullMarked
package dev.leat.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
