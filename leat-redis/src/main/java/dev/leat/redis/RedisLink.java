package dev.leat.redis;

import dev.leat.event.StoredText;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, opened at first use, and the place where the client's exceptions end. Thread-safe. The client connects
 * anew by itself.
 */
final class RedisLink implements AutoCloseable {

    private static final int MAX_WORDS = 300;

    /** How the answers begin by which Redis refuses a user. */
    private static final List<String> REFUSALS =
            List.of("NOAUTH", "WRONGPASS", "NOPERM", "ERR AUTH", "ERR invalid pass");

    private final Opener opener;
    private final Duration timeout;
    private @Nullable Open open;
    private boolean closed;

    RedisLink(Opener opener, Duration timeout) {
        this.opener = opener;
        this.timeout = timeout;
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Opener {
        Open open();
    }

    /** A connection and its commands. */
    record Open(StatefulConnection<String, String> connection, RedisClusterCommands<String, String> commands) {}

    /** Runs commands; what the client throws becomes an exception of Leat's. */
    <T> T call(String what, Function<RedisClusterCommands<String, String>, T> call) {
        try {
            return call.apply(commands());
        } catch (RedisCommandInterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted: " + what + ".", e);
        } catch (RedisException e) {
            throw translate(what, e);
        }
    }

    private synchronized RedisClusterCommands<String, String> commands() {
        if (closed) {
            throw new StoreUnavailableException("The coordination in Redis was closed. Close it after Leat.");
        }
        if (open == null) {
            Open opened = opener.open();
            opened.connection().setTimeout(timeout);
            open = opened;
        }
        return open.commands();
    }

    private static RuntimeException translate(String what, RedisException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (REFUSALS.stream().anyMatch(said::startsWith)) {
                return new UnsuitableStoreException(
                        "Redis refuses the user: " + what + ": " + StoredText.cut(said, MAX_WORDS)
                                + " Set user and password in the client's RedisURI, and grant the user"
                                + " +eval +hget +hset +hgetall +hdel +get +set +incr +pexpire +time on ~leat:*.",
                        e);
            }
        }
        return new StoreUnavailableException(
                "Redis did not answer: " + what + ": " + StoredText.cut(String.valueOf(e.getMessage()), MAX_WORDS), e);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.connection().close();
            open = null;
        }
    }
}
