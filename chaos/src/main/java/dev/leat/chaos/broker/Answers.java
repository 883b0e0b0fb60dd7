package dev.leat.chaos.broker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what brokers answer. */
final class Answers {

    private static final int WAIT_SECONDS = 60;

    private Answers() {}

    /**
     * The answer.
     *
     * @param what was asked for, in words
     * @throws IllegalStateException when there is none
     */
    static <T> T of(String what, Future<T> answer) {
        try {
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The brokers do not tell " + what + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the brokers were asked for " + what + ".", e);
        }
    }
}
