package dev.leat.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told when an identity is missing. Tokens are met where there is a broker for them. */
final class EntraLoginTest {

    private static final List<String> NAMES =
            List.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE");

    private final Map<String, String> environment = new HashMap<>();
    private final EntraLogin login = new EntraLogin(environment::get);

    private void configure(Map<String, String> options) {
        login.configure(
                Map.of(),
                OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
                List.of(new AppConfigurationEntry(
                        OAuthBearerLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED, options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE"})
    void whatThePodLacks_isNamed_withWhereItComesFrom(String missing) {
        NAMES.stream().filter(name -> !name.equals(missing)).forEach(name -> environment.put(name, "given"));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> configure(Map.of("namespace", "shop.servicebus.windows.net")))
                .withMessageContaining(": " + missing + " missing")
                .withMessageContaining("azure.workload.identity/use");
    }

    @Test
    void namespaceThatIsNotNamed_isRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> configure(Map.of()))
                .withMessageContaining("sasl.jaas.config");
    }

    @Test
    void callbackOfOthers_isRefused() {
        assertThatThrownBy(() -> login.handle(new Callback[] {new NameCallback("user")}))
                .isInstanceOf(UnsupportedCallbackException.class);
    }

    @Test
    void tokenIsNotShown() {
        assertThat(new EntraToken("eyJ", 1, "https://shop.servicebus.windows.net/.default", "client"))
                .hasToString("token of client for https://shop.servicebus.windows.net/.default");
    }
}
