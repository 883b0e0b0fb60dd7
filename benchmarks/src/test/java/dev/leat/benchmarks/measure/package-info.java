@NullMarked
package dev.leat.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
