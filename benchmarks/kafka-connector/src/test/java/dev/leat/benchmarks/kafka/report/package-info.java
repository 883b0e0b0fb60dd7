@NullMarked
package dev.leat.benchmarks.kafka.report;

import org.jspecify.annotations.NullMarked;
