package dev.leat.kafka.registry;

import dev.leat.failure.LeatException;
import org.jspecify.annotations.Nullable;

/** A schema registry that does not answer, or answers no. The message has the registry's own words and no secrets. */
public final class SchemaRegistryException extends LeatException {

    private static final long serialVersionUID = 1L;

    private final boolean isTransient;

    SchemaRegistryException(String message, boolean isTransient, @Nullable Throwable cause) {
        super(message, cause);
        this.isTransient = isTransient;
    }

    /** Whether the same call may succeed later, without anybody changing anything. */
    public boolean isTransient() {
        return isTransient;
    }
}
