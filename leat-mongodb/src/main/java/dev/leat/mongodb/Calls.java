package dev.leat.mongodb;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSecurityException;
import dev.leat.event.StoredText;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import java.util.function.Supplier;

/** Keeps the driver's exceptions inside this module. */
final class Calls {

    private static final int UNAUTHORIZED = 13;
    private static final int MAX_WORDS = 300;
    private static final String CAUSED_BY = ":: caused by :: ";

    private Calls() {}

    /** Runs a call; what the driver throws becomes an exception of Leat's, without payload. */
    static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (MongoInterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted: " + what + ".", e);
        } catch (MongoException e) {
            throw translate(what, e);
        } catch (IllegalStateException e) {
            throw new StoreUnavailableException("MongoDB cannot be used any more: " + what + ": " + e.getMessage(), e);
        }
    }

    static void run(String what, Runnable call) {
        call(what, () -> {
            call.run();
            return true;
        });
    }

    private static RuntimeException translate(String what, MongoException e) {
        if (e instanceof MongoSecurityException || e.getCode() == UNAUTHORIZED) {
            return new UnsuitableStoreException(
                    "MongoDB refuses the right: " + what + ": " + words(e)
                            + ". Grant the service's user readWrite on Leat's database and on the read models' database,"
                            + " and read on the events' database: db.grantRolesToUser(...).",
                    e);
        }
        return new StoreUnavailableException("MongoDB did not answer: " + what + ": " + words(e), e);
    }

    /** What the server or driver said, the innermost cause of it, cut short. */
    static String words(Throwable e) {
        String whole = String.valueOf(e.getMessage());
        int cause = whole.lastIndexOf(CAUSED_BY);
        String text = cause < 0 ? whole : whole.substring(cause + CAUSED_BY.length());
        return StoredText.cut(text, MAX_WORDS) + (text.length() <= MAX_WORDS ? "" : "...");
    }
}
