@NullMarked
package dev.leat.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
