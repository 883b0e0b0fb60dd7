package dev.leat.azure;

import dev.leat.failure.ConfigurationException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What AKS gives a pod whose service account stands for an identity of Entra.
 *
 * @param tokenFile in which Kubernetes keeps its word about the pod; it changes it now and then
 */
record WorkloadIdentity(String client, String tenant, String tokenFile) {

    private static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String TENANT = "AZURE_TENANT_ID";
    private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

    /**
     * That of an environment.
     *
     * @throws ConfigurationException when there is none, or only a part
     */
    static WorkloadIdentity of(Function<String, @Nullable String> environment) {
        List<String> missing = List.of(CLIENT, TENANT, TOKEN_FILE).stream()
                .filter(name -> read(environment, name).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException("This process has no workload identity: " + String.join(", ", missing)
                    + " missing in its environment. AKS sets it in pods with the label"
                    + " azure.workload.identity/use: \"true\" and a service account with the annotation"
                    + " azure.workload.identity/client-id.");
        }
        return new WorkloadIdentity(
                read(environment, CLIENT), read(environment, TENANT), read(environment, TOKEN_FILE));
    }

    private static String read(Function<String, @Nullable String> environment, String name) {
        String value = environment.apply(name);
        return value == null ? "" : value.strip();
    }
}
