package dev.leat.kafka.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The schemas that are part of this library. */
final class Schemas {

    private Schemas() {}

    static String read(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The schema " + name + " is missing beside its class.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema " + name + " cannot be read.", e);
        }
    }
}
