package dev.leat.testkit.conformance;

/**
 * The document of the suites.
 *
 * @param count how many events
 * @param last the id of the last
 */
public record Counter(long count, String last) {}
