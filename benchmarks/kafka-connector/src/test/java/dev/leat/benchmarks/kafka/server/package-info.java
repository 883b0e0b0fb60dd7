@NullMarked
package dev.leat.benchmarks.kafka.server;

import org.jspecify.annotations.NullMarked;
