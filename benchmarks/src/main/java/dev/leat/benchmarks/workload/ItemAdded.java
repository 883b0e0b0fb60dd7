package dev.leat.benchmarks.workload;

/**
 * The data of every event.
 *
 * @param number place in the order of generation, from 1
 * @param cents price of all pieces
 */
public record ItemAdded(long number, String product, String description, int quantity, long cents) {}
