@NullMarked
package dev.leat.benchmarks.server;

import org.jspecify.annotations.NullMarked;
