package dev.leat.kubernetes;

import dev.leat.lease.CoordinationName;
import dev.leat.lease.CoordinationText;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Leases of one coordination. What counts stands in the annotation {@value #TEXT}; holder, transitions and times are
 * there for people. Immutable.
 */
record LeaseObjects(CoordinationName name) {

    static final String REPLICA = "replica";
    static final String ROLE = "role";
    static final String ASSIGNMENT = "assignment";

    private static final String COORDINATION = "leat.dev/coordination";
    private static final String KIND = "leat.dev/kind";
    private static final String V = "leat.dev/v";

    /** Annotation: the replica or role whose Lease it is, which need not be a name that Kubernetes takes. */
    private static final String OF = "leat.dev/of";

    private static final String TEXT = "leat.dev/text";
    private static final String GENERATION = "leat.dev/generation";
    private static final int HASH_BYTES = 10;

    /** The labels by which all are found. */
    Map<String, String> labels() {
        return Map.of(COORDINATION, name.text());
    }

    /** Name of the Lease of a replica, role or the assignment. */
    String nameOf(String kind, String of) {
        return "leat-" + name + "-" + kind + (of.isEmpty() ? "" : "-" + hash(of));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /**
     * A Lease to be written in the place of another.
     *
     * @param before the one that it replaces; null to make it
     */
    Lease lease(String kind, String of, @Nullable Lease before, String text, Shown shown) {
        Map<String, String> annotations = new HashMap<>(Map.of(OF, of, TEXT, text));
        if (before != null) {
            annotations.put(GENERATION, Long.toString(generation(before)));
        }
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(nameOf(kind, of))
                .withResourceVersion(
                        before == null ? null : before.getMetadata().getResourceVersion())
                .addToLabels(COORDINATION, name.text())
                .addToLabels(KIND, kind)
                .addToLabels(V, Integer.toString(CoordinationText.FORMAT))
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(shown.holder())
                .withLeaseTransitions(shown.transitions())
                .withRenewTime(shown.at().atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }

    /** What {@code kubectl get leases} shows, with nobody as holder if it is null. */
    record Shown(@Nullable String holder, int transitions, Instant at) {}

    static String kind(Lease lease) {
        return lease.getMetadata().getLabels().getOrDefault(KIND, "");
    }

    static String of(Lease lease) {
        return annotation(lease, OF);
    }

    static String text(Lease lease) {
        return annotation(lease, TEXT);
    }

    /** Grows with each Lease made: the resource version that it had when it was. */
    static long generation(Lease lease) {
        String written = annotation(lease, GENERATION);
        String first = written.isEmpty() ? lease.getMetadata().getResourceVersion() : written;
        try {
            return Long.parseLong(first);
        } catch (NumberFormatException e) {
            // Kubernetes calls it opaque. Without it nobody counts as the younger one, and a restart may move more.
            return 0;
        }
    }

    private static String annotation(Lease lease, String key) {
        Map<String, String> annotations = lease.getMetadata().getAnnotations();
        return annotations == null ? "" : Objects.requireNonNullElse(annotations.get(key), "");
    }
}
