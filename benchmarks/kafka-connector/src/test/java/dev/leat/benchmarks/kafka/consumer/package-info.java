@NullMarked
package dev.leat.benchmarks.kafka.consumer;

import org.jspecify.annotations.NullMarked;
