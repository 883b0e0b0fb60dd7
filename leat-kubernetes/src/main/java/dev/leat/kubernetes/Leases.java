package dev.leat.kubernetes;

import dev.leat.event.StoredText;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leases of one namespace, and the place where the client's exceptions end. Thread-safe. */
final class Leases {

    private static final int MAX_WORDS = 300;
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final String namespace;

    Leases(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    /** Those with all of these labels, as the API server has them now. */
    List<Lease> list(String what, Map<String, String> labels) {
        return call(
                what,
                () -> client.leases()
                        .inNamespace(namespace)
                        .withLabels(labels)
                        .list()
                        .getItems());
    }

    /** Reads one. Null when there is none. */
    @Nullable Lease read(String what, String name) {
        return call(
                what,
                () -> client.leases().inNamespace(namespace).withName(name).get());
    }

    /**
     * Makes a Lease, or replaces it if it still has the resource version that is given with it.
     *
     * @return it as stored; null when somebody else was faster, or it is there no more
     */
    @Nullable Lease write(String what, Lease lease) {
        boolean create = lease.getMetadata().getResourceVersion() == null;
        return call(what, () -> {
            try {
                var resource = client.resource(lease).inNamespace(namespace);
                return create ? resource.create() : resource.update();
            } catch (KubernetesClientException e) {
                boolean overtaken = e.getCode() == HttpURLConnection.HTTP_CONFLICT
                        || (!create && e.getCode() == HttpURLConnection.HTTP_NOT_FOUND);
                if (overtaken) {
                    return null;
                }
                throw e;
            }
        });
    }

    /** Removes one if it is there. */
    void remove(String what, String name) {
        call(what, () -> client.leases().inNamespace(namespace).withName(name).delete());
    }

    private <T extends @Nullable Object> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException e) {
            throw translate(what, e);
        } catch (IllegalStateException e) {
            throw new StoreUnavailableException(
                    "The Kubernetes client cannot be used: " + what + ": " + words(e) + ". Close it after Leat.", e);
        }
    }

    private RuntimeException translate(String what, KubernetesClientException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new StoreUnavailableException("Interrupted: " + what + ".", e);
        }
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                new UnsuitableStoreException(
                        "Kubernetes refuses the right: " + what + ": " + words(e)
                                + ". Grant the service account get, list, create, update and delete on leases of"
                                + " coordination.k8s.io in namespace " + namespace + ".",
                        e);
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new UnsuitableStoreException(
                        "Kubernetes has no Leases there: " + what + ": " + words(e) + ". Create namespace " + namespace
                                + ", or name another.",
                        e);
            case HttpURLConnection.HTTP_ENTITY_TOO_LARGE, UNPROCESSABLE ->
                new UnsuitableStoreException(
                        "Kubernetes refuses the Lease: " + what + ": " + words(e)
                                + ". Annotations have 256 KiB: if the assignment needs more, take fewer partitions or"
                                + " another coordination.",
                        e);
            default -> new StoreUnavailableException("Kubernetes did not answer: " + what + ": " + words(e), e);
        };
    }

    private static String words(Exception e) {
        return StoredText.cut(String.valueOf(e.getMessage()), MAX_WORDS);
    }
}
