package dev.leat.examples.onlineretail.load;

import java.time.Duration;

/**
 * What a load did. Immutable.
 *
 * @param events committed
 * @param lines read, malformed and blank ones included
 */
public record LoadResult(long events, long lines, Duration took) {}
