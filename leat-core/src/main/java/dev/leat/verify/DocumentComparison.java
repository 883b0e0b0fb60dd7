package dev.leat.verify;

import dev.leat.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a document with the fold, field by field. Where a document keeps a list of what it applied, the lists tell
 * what was lost, came twice or came in the wrong order; otherwise the fields that differ are named. Pure.
 */
final class DocumentComparison {

    private static final int MOST_SHOWN = 5;

    private DocumentComparison() {}

    static void compare(String subject, StoredDocument expected, StoredDocument found, Findings findings) {
        if (expected.equals(found)) {
            return;
        }
        boolean explained = compareMaps(subject, "", expected.fields(), found.fields(), findings);
        if (!explained) {
            List<String> differences = new ArrayList<>();
            describe("", expected.fields(), found.fields(), differences);
            findings.add(Kind.DOCUMENT_DIFFERS, subject, String.join("; ", cut(differences)));
        }
    }

    private static boolean compareMaps(
            String subject, String path, Map<?, ?> expected, Map<?, ?> found, Findings findings) {
        boolean explained = false;
        for (Map.Entry<?, ?> field : expected.entrySet()) {
            Object wanted = field.getValue();
            Object stored = found.get(field.getKey());
            String at = path + field.getKey();
            if (wanted instanceof List<?> wantedList && stored instanceof List<?> storedList) {
                explained |= compareLists(subject, at, wantedList, storedList, findings);
            } else if (wanted instanceof Map<?, ?> wantedMap && stored instanceof Map<?, ?> storedMap) {
                explained |= compareMaps(subject, at + ".", wantedMap, storedMap, findings);
            }
        }
        return explained;
    }

    private static boolean compareLists(String subject, String at, List<?> expected, List<?> found, Findings findings) {
        if (expected.equals(found)) {
            return false;
        }
        List<Object> lost = missingFrom(found, expected);
        List<Object> twice = missingFrom(expected, found);
        if (!lost.isEmpty()) {
            findings.add(Kind.EVENT_LOST, subject, at + " lacks " + cut(lost) + " of " + expected.size());
        }
        if (!twice.isEmpty()) {
            findings.add(Kind.EVENT_TWICE, subject, at + " has " + cut(twice) + " beyond the " + expected.size());
        }
        if (lost.isEmpty() && twice.isEmpty()) {
            findings.add(Kind.EVENTS_OUT_OF_ORDER, subject, at + " is " + cut(found) + " and not " + cut(expected));
        }
        return true;
    }

    /** What one list has and another lacks, each as often as it is lacking. */
    private static List<Object> missingFrom(List<?> lacking, List<?> having) {
        Map<Object, Integer> counts = new HashMap<>();
        lacking.forEach(element -> counts.merge(element, 1, Integer::sum));
        List<Object> missing = new ArrayList<>();
        for (Object element : having) {
            if (counts.merge(element, -1, Integer::sum) < 0) {
                missing.add(element);
            }
        }
        return missing;
    }

    private static void describe(
            String path, @Nullable Object expected, @Nullable Object found, List<String> differences) {
        if (expected instanceof Map<?, ?> wanted && found instanceof Map<?, ?> stored) {
            Set<String> names = new TreeSet<>();
            wanted.keySet().forEach(name -> names.add(String.valueOf(name)));
            stored.keySet().forEach(name -> names.add(String.valueOf(name)));
            names.forEach(name -> describe(
                    path.isEmpty() ? name : path + "." + name, wanted.get(name), stored.get(name), differences));
        } else if (expected == null ? found != null : !expected.equals(found)) {
            differences.add(path + " is " + found + " and should be " + expected);
        }
    }

    private static <T> List<T> cut(List<T> list) {
        return list.subList(0, Math.min(list.size(), MOST_SHOWN));
    }
}
