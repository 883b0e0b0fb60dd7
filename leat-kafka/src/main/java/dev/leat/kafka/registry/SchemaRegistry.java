package dev.leat.kafka.registry;

import dev.leat.event.StoredText;
import dev.leat.kafka.format.Documents;
import dev.leat.kafka.format.UnreadableRecordException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * The client of a schema registry with Confluent's REST interface (Confluent, Apicurio at {@code /apis/ccompat/v7}, Karapace
 * and others). Thread-safe; calls block, and what was asked once is remembered. It writes no log.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">REST interface</a>
 */
public final class SchemaRegistry implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int MAX_REMEMBERED = 1_000;
    private static final int MAX_WORDS = 300;

    private final RegistryHttp http;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, RegisteredSchema> schemas = new ConcurrentHashMap<>();

    SchemaRegistry(RegistryHttp http) {
        this.http = http;
    }

    private record Registration(String subject, RegisteredSchema schema) {}

    /**
     * A client of the registry at these URLs, any of which may answer.
     *
     * @throws dev.leat.failure.ConfigurationException when there is none, or one that is no URL or has credentials in it
     */
    public static SchemaRegistryBuilder at(String... urls) {
        return new SchemaRegistryBuilder(List.of(urls));
    }

    /**
     * Checks a schema against the newest one of the subject, and registers it. Does nothing when it is there already.
     *
     * @return the schema's id
     * @throws SchemaRegistryException when the schema is incompatible, with the registry's words, or refused otherwise
     */
    public int register(String subject, RegisteredSchema schema) {
        Registration registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        requireCompatible(subject, schema);
        RegistryHttp.Answer answer = http.send("/subjects/" + encoded(subject) + "/versions", request(schema));
        if (answer.status() == CONFLICT) {
            throw incompatible(subject, List.of(words(answer)));
        }
        if (!(body(answer, "registering the schema of subject " + subject).get("id") instanceof BsonInt32 id)) {
            throw new SchemaRegistryException(
                    "The schema registry told no id for the schema of subject " + subject + ". " + WHAT_ANSWERS,
                    false,
                    null);
        }
        remember(ids, registration, id.getValue());
        remember(schemas, id.getValue(), schema);
        return id.getValue();
    }

    private static final String WHAT_ANSWERS = "Look what answers at its URL.";

    private void requireCompatible(String subject, RegisteredSchema schema) {
        RegistryHttp.Answer answer = http.send(
                "/compatibility/subjects/" + encoded(subject) + "/versions/latest?verbose=true", request(schema));
        if (answer.status() == NOT_FOUND) {
            return;
        }
        BsonDocument verdict = body(answer, "checking the schema of subject " + subject);
        if (BsonBoolean.FALSE.equals(verdict.get("is_compatible"))) {
            List<String> reasons = new ArrayList<>();
            if (verdict.get("messages") instanceof BsonArray messages) {
                messages.forEach(message -> reasons.add(message instanceof BsonString text ? text.getValue() : ""));
            }
            throw incompatible(subject, reasons);
        }
    }

    /**
     * The schema of an id.
     *
     * @return empty when the registry has none of this id
     * @throws SchemaRegistryException when the registry does not tell
     */
    public Optional<RegisteredSchema> schema(int id) {
        RegisteredSchema known = schemas.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        RegistryHttp.Answer answer = http.send("/schemas/ids/" + id, null);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        BsonDocument found = body(answer, "looking up the schema of id " + id);
        // Registries say nothing for Avro.
        String type = found.get("schemaType") instanceof BsonString text ? text.getValue() : "AVRO";
        if (!(found.get("schema") instanceof BsonString text)) {
            throw new SchemaRegistryException(
                    "The schema registry told no schema for the id " + id + ". " + WHAT_ANSWERS, false, null);
        }
        RegisteredSchema schema = new RegisteredSchema(type, text.getValue());
        remember(schemas, id, schema);
        return Optional.of(schema);
    }

    private static <K, V> void remember(Map<K, V> known, K key, V value) {
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        known.put(key, value);
    }

    private static String request(RegisteredSchema schema) {
        return new BsonDocument("schemaType", new BsonString(schema.type()))
                .append("schema", new BsonString(schema.text()))
                .toJson();
    }

    private static BsonDocument body(RegistryHttp.Answer answer, String what) {
        if (answer.status() == OK) {
            try {
                return Documents.fromJson("The answer", answer.body());
            } catch (UnreadableRecordException e) {
                throw new SchemaRegistryException(
                        "The schema registry answered " + what + " with something else than JSON. " + WHAT_ANSWERS,
                        false,
                        null);
            }
        }
        String fix = answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN
                ? " Give credentials that may read and write this subject."
                : " Mend what it names.";
        throw new SchemaRegistryException(
                "The schema registry refused " + what + " with status " + answer.status() + ": " + words(answer) + fix,
                false,
                null);
    }

    /** The registry's own words, cut short, as a sentence. */
    private static String words(RegistryHttp.Answer answer) {
        try {
            if (Documents.fromJson("The answer", answer.body()).get("message") instanceof BsonString message) {
                return sentence(message.getValue());
            }
        } catch (UnreadableRecordException e) {
            // An answer of something in between, a proxy say.
        }
        return "it gave no reason.";
    }

    private static String sentence(String words) {
        String cut = StoredText.cut(words.strip(), MAX_WORDS);
        return cut.endsWith(".") ? cut : cut + ".";
    }

    private static SchemaRegistryException incompatible(String subject, List<String> reasons) {
        String words = reasons.isEmpty() ? "it gave no reason." : sentence(String.join("; ", reasons));
        return new SchemaRegistryException(
                "The schema of the records is incompatible with the newest one of subject " + subject
                        + ", so that nothing was published. The registry says: " + words
                        + " Use another topic or subject strategy, or loosen the subject's compatibility level.",
                false,
                null);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return "schema registry " + http;
    }
}
