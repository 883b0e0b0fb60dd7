package dev.leat.mongodb;

import dev.leat.failure.ConfigurationException;
import java.lang.reflect.Modifier;
import org.bson.codecs.configuration.CodecConfigurationException;
import org.bson.codecs.configuration.CodecRegistry;

/** Refuses, before anything is stored, a class that the codecs cannot handle. */
final class DocumentTypes {

    private DocumentTypes() {}

    /**
     * Checks a class.
     *
     * @param use what the class is for, as the error calls it
     */
    static void check(String use, Class<?> type, CodecRegistry codecs) {
        if (type.isRecord() && !isPublic(type)) {
            throw new ConfigurationException("Record " + type.getName() + " of " + use
                    + " is not public, so that the driver's record codec cannot read it."
                    + " Make it and the types around it public, or set codecs(...).");
        }
        try {
            codecs.get(type);
        } catch (CodecConfigurationException e) {
            throw new ConfigurationException("There is no codec for " + use + ", class " + type.getName() + ": "
                    + e.getMessage() + ". Make it a record, or set codecs(...).");
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (enclosing == null || isPublic(enclosing));
    }
}
