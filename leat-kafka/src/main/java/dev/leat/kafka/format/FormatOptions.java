package dev.leat.kafka.format;

import dev.leat.failure.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What may be chosen about a format. Immutable.
 *
 * @param source the CloudEvents attribute of that name, a URI reference
 * @param plainNumbers 64-bit integers as bare numbers, also those that come back as 32-bit ones; by default these few say
 *     their type
 * @param bsonData data of the binary mode and of Avro as BSON; by default it is JSON
 */
public record FormatOptions(URI source, boolean plainNumbers, boolean bsonData) {

    public FormatOptions {
        if (source.toString().isEmpty()) {
            throw new ConfigurationException(
                    "Source of the CloudEvents is empty. Name a URI, or leave it out for /leat/"
                            + " and the name of the source.");
        }
    }

    /** The defaults for a source: its URI is {@code /leat/} and the name. */
    public static FormatOptions of(String sourceName) {
        try {
            URI path = new URI(null, null, "/leat/" + sourceName, null);
            return new FormatOptions(URI.create(path.toASCIIString()), false, false);
        } catch (URISyntaxException e) {
            throw new ConfigurationException("Name of the source makes no URI: " + e.getMessage()
                    + ". Name the URI of the CloudEvents' source yourself.");
        }
    }

    public FormatOptions withSource(URI uri) {
        return new FormatOptions(uri, plainNumbers, bsonData);
    }

    public FormatOptions withPlainNumbers() {
        return new FormatOptions(source, true, bsonData);
    }

    public FormatOptions withBsonData() {
        return new FormatOptions(source, plainNumbers, true);
    }
}
