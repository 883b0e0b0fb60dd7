package dev.leat.kafka.format;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a record carries. Its arrays are shared, and nobody changes them. */
public final class Encoded {

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    /**
     * A record.
     *
     * @param key null when there is none
     * @param value null for a tombstone
     */
    public Encoded(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    public Headers headers() {
        return headers;
    }
}
