/**
 * The measurements, one class each: throughput of the replicas, raw bounds beside it, latency, gaps, size of the ledger,
 * and whether the read models are exact. Start with {@link dev.leat.benchmarks.measure.Throughput}.
 */
@NullMarked
package dev.leat.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
