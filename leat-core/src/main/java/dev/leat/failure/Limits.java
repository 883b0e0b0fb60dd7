package dev.leat.failure;

import java.time.Duration;

/** Refuses limits that cannot work, by the name under which they are configured. */
public final class Limits {

    /** Longest duration accepted: 365 days. Sums and multiples of it still fit into nanoseconds. */
    public static final Duration LONGEST = Duration.ofDays(365);

    /** Shortest duration accepted where a pause must not be nothing: 1 ms. */
    public static final Duration SHORTEST = Duration.ofMillis(1);

    private Limits() {}

    /**
     * Checks a pause or timeout.
     *
     * @throws IllegalArgumentException when it is shorter than 1 ms or longer than 365 days
     */
    public static void pause(String key, Duration value) {
        check(key, value, SHORTEST, "1ms");
    }

    /**
     * Checks a wait, which may be none.
     *
     * @throws IllegalArgumentException when it is negative or longer than 365 days
     */
    public static void wait(String key, Duration value) {
        check(key, value, Duration.ZERO, "0ms");
    }

    private static void check(String key, Duration value, Duration least, String leastText) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    key + " must be " + leastText + " to " + LONGEST.toHours() + "h: " + value + ". Change it.");
        }
    }

    /**
     * Checks a number.
     *
     * @throws IllegalArgumentException when it is less than {@code least} or more than {@code most}
     */
    public static void number(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + " must be " + least + " to " + most + ": " + value + ". Change it.");
        }
    }
}
