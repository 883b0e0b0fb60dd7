package dev.leat.examples.onlineretail.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Compares all documents of the read models with what they must be, field by field, decimals exactly. Not thread-safe. */
public final class Comparison {

    private final ExpectedReadModels expected;
    private final List<String> differences = new ArrayList<>();
    private long documents;
    private long differing;
    private long lost;
    private long twice;
    private long outOfOrder;

    private Comparison(ExpectedReadModels expected) {
        this.expected = expected;
    }

    /**
     * Compares.
     *
     * @param collections all documents of a collection, by its name
     */
    public static Verdict compare(
            ExpectedReadModels expected, Function<String, ? extends Iterable<BsonDocument>> collections) {
        Comparison comparison = new Comparison(expected);
        Map<String, Map<String, ? extends Tally>> all = comparison.expected.byCollection();
        all.forEach((collection, tallies) ->
                comparison.compareCollection(collection, tallies, collections.apply(collection)));
        return new Verdict(
                all.size(),
                comparison.documents,
                comparison.differing,
                comparison.lost,
                comparison.twice,
                comparison.outOfOrder,
                comparison.differences);
    }

    private void compareCollection(
            String collection, Map<String, ? extends Tally> tallies, Iterable<BsonDocument> found) {
        documents += tallies.size();
        Set<String> seen = new HashSet<>();
        for (BsonDocument document : found) {
            BsonValue id = document.get("_id");
            String key = id != null && id.isString() ? id.asString().getValue() : String.valueOf(id);
            seen.add(key);
            Tally tally = tallies.get(key);
            Map<String, @Nullable Object> fields = fieldsOf(document);
            long events = fields.get("applied.events") instanceof Long count ? count : 0;
            outOfOrder += fields.get("applied.outOfOrder") instanceof Long count ? count : 0;
            if (tally == null) {
                twice += events;
                differs(collection, key, "is there and must not be");
            } else {
                lost += Math.max(0, tally.events() - events);
                twice += Math.max(0, events - tally.events());
                compareFields(collection, key, tally.fields(), fields);
            }
        }
        tallies.forEach((key, tally) -> {
            if (!seen.contains(key)) {
                lost += tally.events();
                differs(collection, key, "is missing");
            }
        });
    }

    private void compareFields(
            String collection, String key, Map<String, @Nullable Object> wanted, Map<String, @Nullable Object> found) {
        Set<String> names = new HashSet<>(wanted.keySet());
        names.addAll(found.keySet());
        List<String> wrong = names.stream()
                .sorted()
                .filter(name -> !same(wanted.get(name), found.get(name)))
                .map(name -> name + " is " + found.get(name) + ", not " + wanted.get(name))
                .toList();
        if (!wrong.isEmpty()) {
            differs(collection, key, String.join("; ", wrong));
        }
    }

    private void differs(String collection, String key, String how) {
        differing++;
        if (differences.size() < Verdict.MAX_DIFFERENCES) {
            differences.add(collection + " '" + key + "' " + how);
        }
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object found) {
        if (wanted == Tally.Unknown.POSITION) {
            return found instanceof Long;
        }
        return wanted instanceof BigDecimal exact
                ? found instanceof BigDecimal decimal && exact.compareTo(decimal) == 0
                : Objects.equals(wanted, found);
    }

    private static Map<String, @Nullable Object> fieldsOf(BsonDocument document) {
        Map<String, @Nullable Object> fields = new TreeMap<>();
        collect(document, "", fields);
        fields.remove("_id");
        return fields;
    }

    private static void collect(BsonDocument document, String path, Map<String, @Nullable Object> fields) {
        document.forEach((name, value) -> {
            if (value.isDocument()) {
                collect(value.asDocument(), path + name + ".", fields);
            } else {
                fields.put(path + name, plain(value));
            }
        });
    }

    /** Anything that no read model has, a binary floating-point number above all, stays BSON and equals nothing. */
    private static @Nullable Object plain(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL -> null;
            case STRING -> value.asString().getValue();
            case INT32 -> value.asInt32().longValue();
            case INT64 -> value.asInt64().getValue();
            case DATE_TIME -> Instant.ofEpochMilli(value.asDateTime().getValue());
            case DECIMAL128 -> decimal(value);
            default -> value;
        };
    }

    private static Object decimal(BsonValue value) {
        try {
            return value.asDecimal128().decimal128Value().bigDecimalValue();
        } catch (ArithmeticException e) {
            return value;
        }
    }
}
