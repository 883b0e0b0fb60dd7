package dev.leat.kafka.format;

import dev.leat.failure.ConfigurationException;
import java.util.function.Supplier;

/** The door to the classes that need Avro, which is an optional dependency. */
final class Avro {

    private Avro() {}

    static EventFormat format(FormatOptions options) {
        return present(() -> new CloudEventsAvro(options));
    }

    static CloudEvent read(byte[] value) {
        return present(() -> CloudEventsAvro.read(value));
    }

    private static <T> T present(Supplier<T> call) {
        try {
            return call.get();
        } catch (NoClassDefFoundError e) {
            throw new ConfigurationException("Records in Avro need a library that is not on the class path: "
                    + e.getMessage()
                    + ". Add the dependency org.apache.avro:avro (1.12 or newer), or choose the format "
                    + EventFormats.CLOUDEVENTS_JSON + ".");
        }
    }
}
