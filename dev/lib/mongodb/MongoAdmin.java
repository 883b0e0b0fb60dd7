import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The few administrative commands that {@code dev/mongodb} needs, spoken directly over MongoDB's wire protocol, so that neither a shell nor a driver has to
 * be installed. A plain source file for the {@code java} launcher, Java 17 and newer.
 *
 * <pre>
 * MongoAdmin await SECONDS HOST:PORT...                          waits until every server answers as primary, secondary or standalone
 * MongoAdmin primary SECONDS HOST:PORT...                        waits, besides, until one of them takes writes
 * MongoAdmin initiate SECONDS SET ELECTION_MILLIS HOST:PORT...   makes a replica set and waits for its primary
 * MongoAdmin user SECONDS NAME HOST:PORT...                      makes a root user on the primary; the password comes on standard input
 * MongoAdmin ping SECONDS                                        checks that a server of LEAT_MONGODB_URI answers
 * </pre>
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">MongoDB wire protocol, OP_MSG</a>
 */
final class MongoAdmin {
    private static final int OP_MSG = 2013;
    private static final int ALREADY_INITIALIZED = 23;
    private static final int USER_EXISTS = 51003;
    private static final long POLL_MILLIS = 100;
    private static final int ANSWER_MILLIS = 20_000;

    private final long deadline;

    private MongoAdmin(String seconds) {
        deadline = System.nanoTime() + Long.parseLong(seconds) * 1_000_000_000L;
    }

    public static void main(String[] args) throws Exception {
        List<String> rest = List.of(args).subList(2, args.length);
        MongoAdmin admin = new MongoAdmin(args[1]);
        try {
            switch (args[0]) {
                case "await" -> admin.awaitServing(rest);
                case "primary" -> admin.awaitPrimary(rest);
                case "initiate" -> admin.initiate(rest.get(0), rest.get(1), rest.subList(2, rest.size()));
                case "user" -> admin.createUser(rest.get(0), rest.subList(1, rest.size()));
                case "ping" -> admin.ping(System.getenv("LEAT_MONGODB_URI"));
                default -> throw new IllegalArgumentException("unknown command " + args[0]);
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void initiate(String set, String electionMillis, List<String> hosts) throws Exception {
        for (String host : hosts) {
            retry(host, () -> hello(host));
        }
        Bson members = new Bson();
        for (int i = 0; i < hosts.size(); i++) {
            members.put(String.valueOf(i), new Bson().put("_id", i).put("host", hosts.get(i)));
        }
        Bson settings = new Bson()
                .put("electionTimeoutMillis", Integer.parseInt(electionMillis))
                .put("heartbeatIntervalMillis", Math.max(500, Integer.parseInt(electionMillis) / 4));
        Bson config = new Bson().put("_id", set).putArray("members", members).put("settings", settings);
        expect(
                command(hosts.get(0), new Bson().put("replSetInitiate", config).put("$db", "admin")),
                ALREADY_INITIALIZED,
                "replSetInitiate on " + hosts.get(0));
        awaitPrimary(hosts);
    }

    private void awaitServing(List<String> hosts) throws Exception {
        for (String host : hosts) {
            retry(host, () -> {
                Map<String, Object> hello = hello(host);
                if (isTrue(hello, "isWritablePrimary") || isTrue(hello, "secondary")) {
                    return hello;
                }
                throw new IOException("it answers, but is neither primary nor secondary");
            });
        }
    }

    private void awaitPrimary(List<String> hosts) throws Exception {
        awaitServing(hosts);
        retry("a primary", () -> primary(hosts));
    }

    private void createUser(String name, List<String> hosts) throws Exception {
        String password = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        // Allowed without a login from this machine for as long as there is no user at all (MongoDB's localhost exception).
        Bson role = new Bson().put("role", "root").put("db", "admin");
        String primary = retry("the primary", () -> primary(hosts));
        expect(
                command(primary, new Bson()
                        .put("createUser", name)
                        .put("pwd", password)
                        .putArray("roles", new Bson().put("0", role))
                        .put("$db", "admin")),
                USER_EXISTS,
                "createUser on " + primary);
    }

    private void ping(String uri) throws Exception {
        String rest = uri.substring(uri.indexOf("://") + 3);
        String authority = rest.split("[/?]", 2)[0];
        if (uri.startsWith("mongodb+srv:")) {
            System.err.println("mongodb: an SRV address is not checked here; the driver resolves it");
            return;
        }
        List<String> hosts = List.of(authority.substring(authority.lastIndexOf('@') + 1).split(","));
        boolean encrypted = rest.matches(".*[?&](tls|ssl)=true.*");
        IOException last = new IOException("no host in LEAT_MONGODB_URI");
        for (String host : hosts) {
            try {
                if (encrypted) {
                    connect(host).close();
                } else {
                    hello(host);
                }
                return;
            } catch (IOException e) {
                last = new IOException("no MongoDB answers at " + host + " (" + e.getMessage() + ")", e);
            }
        }
        throw last;
    }

    private static String primary(List<String> hosts) throws IOException {
        for (String host : hosts) {
            if (isTrue(hello(host), "isWritablePrimary")) {
                return host;
            }
        }
        throw new IOException("no member of " + hosts + " is primary");
    }

    private static Map<String, Object> hello(String host) throws IOException {
        return command(host, new Bson().put("hello", 1).put("$db", "admin"));
    }

    private static boolean isTrue(Map<String, Object> reply, String field) {
        return Boolean.TRUE.equals(reply.get(field));
    }

    private static void expect(Map<String, Object> reply, int acceptedCode, String what) throws IOException {
        boolean ok = reply.get("ok") instanceof Number n && n.intValue() == 1;
        boolean accepted = reply.get("code") instanceof Number n && n.intValue() == acceptedCode;
        if (!ok && !accepted) {
            throw new IOException(what + " was refused: " + reply.get("errmsg") + " (code " + reply.get("code") + ")");
        }
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    private <T> T retry(String what, Attempt<T> attempt) throws Exception {
        while (true) {
            try {
                return attempt.run();
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("gave up waiting for " + what + ": " + e.getMessage(), e);
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static Socket connect(String host) throws IOException {
        int colon = host.lastIndexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        int port = colon < 0 ? 27017 : Integer.parseInt(host.substring(colon + 1));
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(name, port), 5_000);
        socket.setSoTimeout(ANSWER_MILLIS);
        return socket;
    }

    private static Map<String, Object> command(String host, Bson body) throws IOException {
        byte[] document = body.toBytes();
        ByteBuffer message = little(21 + document.length);
        message.putInt(message.capacity()).putInt(1).putInt(0).putInt(OP_MSG).putInt(0).put((byte) 0).put(document);
        try (Socket socket = connect(host)) {
            socket.getOutputStream().write(message.array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] reply = new byte[Integer.reverseBytes(in.readInt()) - 4];
            in.readFully(reply);
            return Bson.topLevel(ByteBuffer.wrap(reply, 17, reply.length - 17).slice().order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A BSON document under construction, and a reader of the scalar fields on the top level of a reply. */
    private static final class Bson {
        private final List<byte[]> elements = new ArrayList<>();

        Bson put(String name, Object value) {
            if (value instanceof Integer i) {
                return add(0x10, name, little(4).putInt(i).array());
            } else if (value instanceof String s) {
                byte[] text = s.getBytes(StandardCharsets.UTF_8);
                return add(0x02, name, little(text.length + 5).putInt(text.length + 1).put(text).array());
            }
            return add(0x03, name, ((Bson) value).toBytes());
        }

        Bson putArray(String name, Bson indexed) {
            return add(0x04, name, indexed.toBytes());
        }

        private Bson add(int type, String name, byte[] value) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            elements.add(little(key.length + 2 + value.length).put((byte) type).put(key).put((byte) 0).put(value).array());
            return this;
        }

        byte[] toBytes() {
            int size = 5 + elements.stream().mapToInt(e -> e.length).sum();
            ByteBuffer out = little(size).putInt(size);
            elements.forEach(out::put);
            return out.array();
        }

        static Map<String, Object> topLevel(ByteBuffer in) {
            Map<String, Object> fields = new TreeMap<>();
            in.getInt();
            for (byte type = in.get(); type != 0; type = in.get()) {
                String name = cstring(in);
                switch (type) {
                    case 0x01 -> fields.put(name, in.getDouble());
                    case 0x02 -> fields.put(name, text(in));
                    case 0x08 -> fields.put(name, in.get() != 0);
                    case 0x10 -> fields.put(name, in.getInt());
                    case 0x03, 0x04 -> skip(in, in.getInt(in.position()));
                    case 0x05 -> skip(in, 5 + in.getInt(in.position()));
                    case 0x07 -> skip(in, 12);
                    case 0x09, 0x11, 0x12 -> skip(in, 8);
                    case 0x0A -> fields.put(name, "null");
                    default -> throw new IllegalStateException("unexpected BSON type " + type + " in field " + name);
                }
            }
            return fields;
        }

        private static String text(ByteBuffer in) {
            byte[] text = new byte[in.getInt() - 1];
            in.get(text).get();
            return new String(text, StandardCharsets.UTF_8);
        }

        private static String cstring(ByteBuffer in) {
            StringBuilder name = new StringBuilder();
            for (byte b = in.get(); b != 0; b = in.get()) {
                name.append((char) b);
            }
            return name.toString();
        }

        private static void skip(ByteBuffer in, int bytes) {
            in.position(in.position() + bytes);
        }
    }
}
