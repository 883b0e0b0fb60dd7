package dev.leat.benchmarks.workload;

/**
 * One event to be appended.
 *
 * @param version place in its stream, from 1
 */
public record GeneratedEvent(String stream, long version, ItemAdded data) {}
