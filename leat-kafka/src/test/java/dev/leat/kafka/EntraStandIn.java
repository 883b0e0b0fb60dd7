package dev.leat.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.leat.testkit.kafka.EventHubsAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * Microsoft Entra's token endpoint over TLS on loopback, and the environment that AKS gives a pod with a workload identity.
 * Its tokens are for whatever audience is asked for, and signed with the key that the brokers trust. Thread-safe.
 */
final class EntraStandIn implements AutoCloseable {

    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String CLIENT = "66666666-7777-8888-9999-000000000000";
    private static final String WORD_ABOUT_THE_POD = "eyJ.of-the-service-account.sig";
    private static final String SCOPE_END = "/.default";
    private static final int HTTP_OK = 200;
    private static final int HTTP_UNAUTHORIZED = 401;

    private final EventHubsAccess access;
    private final HttpsServer server;
    private final SSLContext tlsBefore;
    private final Path tokenFile;
    private final List<String> issued = new CopyOnWriteArrayList<>();
    private volatile Duration lifetime = Duration.ofHours(1);
    private volatile boolean refusing;

    private EntraStandIn(EventHubsAccess access) throws Exception {
        this.access = access;
        tlsBefore = SSLContext.getDefault();
        tokenFile = Files.writeString(Files.createTempFile("leat-pod", ".token"), WORD_ABOUT_THE_POD);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(access.tls()));
        server.createContext("/" + TENANT + "/oauth2/v2.0/token", this::answer);
    }

    static EntraStandIn start(EventHubsAccess access) throws Exception {
        EntraStandIn entra = new EntraStandIn(access);
        // Who asks for tokens trusts what this process trusts.
        SSLContext.setDefault(access.tls());
        entra.server.start();
        entra.environment().forEach(System::setProperty);
        return entra;
    }

    private Map<String, String> environment() {
        return Map.of(
                "AZURE_CLIENT_ID",
                CLIENT,
                "AZURE_TENANT_ID",
                TENANT,
                "AZURE_FEDERATED_TOKEN_FILE",
                tokenFile.toString(),
                "AZURE_AUTHORITY_HOST",
                "https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** From now on. Negative: over when it is issued. */
    void issueFor(Duration newLifetime) {
        refusing = false;
        lifetime = newLifetime;
    }

    void refuse() {
        refusing = true;
    }

    /** All tokens so far. */
    List<String> issued() {
        return issued;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            boolean known = CLIENT.equals(form.get("client_id"))
                    && "client_credentials".equals(form.get("grant_type"))
                    && WORD_ABOUT_THE_POD.equals(form.get("client_assertion"));
            boolean granted = known && !refusing;
            byte[] body = (granted ? token(form.getOrDefault("scope", "")) : refusal()).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(granted ? HTTP_OK : HTTP_UNAUTHORIZED, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String token(String scopes) {
        String scope = List.of(scopes.split(" ")).stream()
                .filter(each -> each.endsWith(SCOPE_END))
                .findFirst()
                .orElse(SCOPE_END);
        String token = access.token(scope.substring(0, scope.length() - SCOPE_END.length()), lifetime);
        issued.add(token);
        long told = lifetime.isNegative() ? 60 : lifetime.toSeconds();
        return "{\"token_type\": \"Bearer\", \"expires_in\": " + told + ", \"access_token\": \"" + token + "\"}";
    }

    private static String refusal() {
        return "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS700213: No matching federated identity"
                + " record found for presented assertion subject.\"}";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    @Override
    public void close() throws IOException {
        environment().keySet().forEach(System::clearProperty);
        SSLContext.setDefault(tlsBefore);
        server.stop(0);
        Files.deleteIfExists(tokenFile);
    }
}
