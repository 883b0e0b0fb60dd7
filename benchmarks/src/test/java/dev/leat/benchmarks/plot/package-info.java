@NullMarked
package dev.leat.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
