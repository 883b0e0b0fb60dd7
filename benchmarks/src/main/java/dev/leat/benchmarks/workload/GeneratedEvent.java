package dev.leat.benchmarks.workload;

/**
 * One event to be appended.
 *
 * @param type under which it is stored
 * @param version place in its stream, from 1
 */
public record GeneratedEvent(String stream, String type, long version, ItemAdded data) {}
