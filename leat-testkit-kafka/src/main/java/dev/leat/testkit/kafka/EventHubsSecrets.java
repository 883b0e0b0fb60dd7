package dev.leat.testkit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Keys, certificate and connection string of one cluster, made anew in its folder. Immutable. */
final class EventHubsSecrets {

    static final String AUDIENCE = "https://leat-test.servicebus.windows.net";
    static final String ISSUER = "https://tokens.leat.test";

    private static final String ALIAS = "broker";
    private static final int SECRET_BYTES = 32;

    private final Path folder;
    private final String keyStorePassword;
    private final String certificate;
    private final String connectionString;

    private EventHubsSecrets(Path folder, String keyStorePassword, String certificate) {
        this.folder = folder;
        this.keyStorePassword = keyStorePassword;
        this.certificate = certificate;
        this.connectionString =
                "Endpoint=sb://leat-test.servicebus.windows.net/;SharedAccessKeyName=leat;SharedAccessKey="
                        + secret(Base64.getEncoder());
    }

    /** Makes all, with the JDK's own keytool. */
    static EventHubsSecrets create(Path folder) {
        String password = secret(Base64.getUrlEncoder().withoutPadding());
        try {
            runKeytool(folder, password);
            TokenKey.create(tokenKeyFile(folder), jwksFile(folder));
            return new EventHubsSecrets(folder, password, certificate(folder, password));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make keys in " + folder + ".", e);
        }
    }

    private static String secret(Base64.Encoder encoder) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return encoder.encodeToString(bytes);
    }

    private static void runKeytool(Path folder, String password) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                keytool,
                "-genkeypair",
                "-keystore",
                keyStore(folder).toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "LEAT_STORE_PASSWORD",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost"));
        // Not as an argument, which every user of the machine can see.
        builder.environment().put("LEAT_STORE_PASSWORD", password);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran.", e);
        }
    }

    private static String certificate(Path folder, String password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(keyStore(folder).toFile(), password.toCharArray());
            byte[] encoded = store.getCertificate(ALIAS).getEncoded();
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read what keytool made.", e);
        }
    }

    /** Who shows the certificate, and who trusts it alone. */
    SSLContext tls() {
        try {
            char[] password = keyStorePassword.toCharArray();
            KeyStore store = KeyStore.getInstance(keyStore().toFile(), password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the keys. Does the cluster still run?", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read what keytool made.", e);
        }
    }

    private static Path keyStore(Path folder) {
        return folder.resolve("broker.p12");
    }

    private static Path tokenKeyFile(Path folder) {
        return folder.resolve("token.key");
    }

    private static Path jwksFile(Path folder) {
        return folder.resolve("jwks.json");
    }

    Path keyStore() {
        return keyStore(folder);
    }

    String keyStorePassword() {
        return keyStorePassword;
    }

    /** Of the brokers, as PEM. */
    String certificate() {
        return certificate;
    }

    Path tokenKeyFile() {
        return tokenKeyFile(folder);
    }

    /** Where the brokers find the public half of the key for tokens. */
    String jwksUrl() {
        return jwksFile(folder).toUri().toString();
    }

    String connectionString() {
        return connectionString;
    }

    /** A cluster's folder is its user's alone, if the system knows such a thing. */
    @Override
    public String toString() {
        return "secrets in " + folder;
    }
}
