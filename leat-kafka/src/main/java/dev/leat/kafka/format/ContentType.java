package dev.leat.kafka.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The media types that records name, and where they name them. */
final class ContentType {

    static final String HEADER = "content-type";
    static final String JSON = "application/json";
    static final String BSON = "application/bson";
    static final String CLOUDEVENTS_JSON = "application/cloudevents+json";
    static final String CLOUDEVENTS_AVRO = "application/cloudevents+avro";

    private ContentType() {}

    /** What the header says; null when there is none. */
    static @Nullable String of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The type without its parameters, in lower case. */
    static String base(String contentType) {
        int parameters = contentType.indexOf(';');
        String base = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return base.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether data of this type is JSON, which it also is when nothing is said. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String base = base(contentType);
        return base.equals(JSON) || base.endsWith("+json") || base.equals("text/json");
    }

    static boolean isBson(@Nullable String contentType) {
        return contentType != null && base(contentType).equals(BSON);
    }
}
