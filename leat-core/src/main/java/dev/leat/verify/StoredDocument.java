package dev.leat.verify;

import java.util.Map;

/**
 * A read-model document as it is stored, in a form that can be compared and shown. Immutable.
 *
 * @param fields by name, without the key; nested documents are maps, arrays are lists, everything else is a value with
 *     {@code equals} and {@code toString}
 */
public record StoredDocument(Map<String, Object> fields) {

    public StoredDocument {
        fields = Map.copyOf(fields);
    }
}
