package dev.leat.kafka.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** What is said to the registry about who calls. Never shows it. */
final class Credentials {

    static final Credentials NONE = new Credentials(Optional::empty);

    private final Supplier<Optional<String>> header;

    private Credentials(Supplier<Optional<String>> header) {
        this.header = header;
    }

    static Credentials basic(String key, String secret) {
        String pair = Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return new Credentials(() -> Optional.of("Basic " + pair));
    }

    /** Asked anew for each request, because tokens expire. */
    static Credentials bearer(Supplier<String> token) {
        return new Credentials(() -> Optional.of("Bearer " + token.get()));
    }

    /** The value of the header Authorization. */
    Optional<String> header() {
        return header.get();
    }

    @Override
    public String toString() {
        return this == NONE ? "no credentials" : "credentials";
    }
}
