package dev.leat.testkit.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * A running MongoDB whose servers can be killed and restarted. Its servers end with {@link #close()}, and in any case soon
 * after the process that started them is gone, however it ended. Thread-safe.
 */
public final class MongoCluster implements AutoCloseable {
    private static final AtomicInteger started = new AtomicInteger();

    /**
     * For how long a shared server keeps old snapshots, and with them the open files of dropped databases: with its default
     * of five minutes, test processes that make databases side by side use up the files that a process may open.
     */
    private static final BsonDocument SHORT_HISTORY =
            BsonDocument.parse("{setParameter: 1, minSnapshotHistoryWindowInSeconds: 30}");

    private final MongoScript script;
    private final String name;
    private final String uri;
    private final List<String> ports;
    private final boolean endsOnClose;
    private @Nullable MongoClient client;

    private MongoCluster(MongoScript script, Map<String, String> facts, boolean endsOnClose) {
        this.script = script;
        this.name = fact(facts, "name");
        this.uri = fact(facts, "uri");
        this.ports = split(fact(facts, "ports"));
        this.endsOnClose = endsOnClose;
    }

    /**
     * Starts a replica set of this process's own, also where {@code LEAT_MONGODB_URI} names a server.
     *
     * @param members number of members; 3 to survive the loss of one
     * @throws IllegalStateException if no server can be had on this machine; the message says what to do
     */
    public static MongoCluster start(int members) {
        return start(ClusterOptions.replicaSet(members));
    }

    /**
     * Starts a cluster of this process's own, also where {@code LEAT_MONGODB_URI} names a server. Returns when it takes
     * writes: after seconds, or minutes where a server must be fetched first.
     *
     * @throws IllegalStateException if no server can be had on this machine; the message says what to do
     */
    public static MongoCluster start(ClusterOptions options) {
        long owner = ProcessHandle.current().pid();
        List<String> arguments = new ArrayList<>(options.arguments());
        arguments.add("--own");
        return start("own-" + owner + "-" + started.incrementAndGet(), owner, arguments, true);
    }

    /**
     * The server of {@code LEAT_MONGODB_URI}, else a replica set that all test processes of one build share and that ends
     * with the build.
     */
    static MongoCluster shared(int members) {
        long owner = BuildProcess.pid();
        List<String> arguments = ClusterOptions.replicaSet(members).arguments();
        MongoCluster cluster = start("build-" + owner + "-" + members, owner, arguments, false);
        if (cluster.members() > 0) {
            cluster.client().getDatabase("admin").runCommand(SHORT_HISTORY);
        }
        return cluster;
    }

    private static MongoCluster start(String name, long owner, List<String> options, boolean endsOnClose) {
        MongoScript script = MongoScript.find();
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--name", name, "--owner-pid", String.valueOf(owner), "--properties"));
        return new MongoCluster(script, script.run("start", arguments), endsOnClose);
    }

    /** Connection string, with user and password where the cluster has access control. */
    public String uri() {
        return uri;
    }

    /** Connection string of one member alone, past the replica set. */
    public String uri(int member) {
        String ofAll =
                String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        return uri.replace(ofAll, "127.0.0.1:" + port(member)).replace("replicaSet=rs0", "directConnection=true");
    }

    /** A client with default settings; the cluster makes it at first use, keeps it and closes it. */
    public synchronized MongoClient client() {
        if (client == null) {
            client = MongoClients.create(new ConnectionString(uri));
        }
        return client;
    }

    /** Number of members, 0 for a given server of which nothing is known. */
    public int members() {
        return ports.size();
    }

    /**
     * Process ids of the members, 0 for one that is down; no ids at all for a given server.
     *
     * <p>They are ids of this machine, good for signals and for reading CPU time, except where the members run in a
     * container whose engine hides its processes: then they are 0.
     */
    public List<Long> pids() {
        return longs("pids");
    }

    /** Ids of the processes that serve the members without being one, such as those of Wine. */
    public List<Long> supportPids() {
        return longs("support-pids");
    }

    /** Which member takes writes now. Waits for the end of an election. */
    public int primaryIndex() {
        BsonDocument hello = client().getDatabase("admin")
                .runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        String address = hello.getString("me").getValue();
        return ports.indexOf(address.substring(address.lastIndexOf(':') + 1));
    }

    /**
     * Ends a member with SIGKILL and returns when it is gone.
     *
     * @param member its number, from 0
     */
    public void kill(int member) {
        port(member);
        script.run("kill", List.of(String.valueOf(member), "--name", name));
    }

    /**
     * Starts a killed member on its old port and data and returns when it serves again.
     *
     * @param member its number, from 0
     */
    public void restart(int member) {
        port(member);
        script.run("restart", List.of(String.valueOf(member), "--name", name));
    }

    /** Closes the client and, unless others share the cluster, ends its servers and deletes their data. */
    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
        if (endsOnClose) {
            script.run("stop", List.of("--own", "--name", name));
        }
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "MongoDB of LEAT_MONGODB_URI" : "MongoDB cluster " + name + " on ports " + ports;
    }

    private String port(int member) {
        if (member < 0 || member >= ports.size()) {
            throw new IllegalArgumentException("There is no member " + member + " to control in " + this + ".");
        }
        return ports.get(member);
    }

    private List<Long> longs(String key) {
        if (ports.isEmpty()) {
            return List.of();
        }
        Map<String, String> facts = script.run("status", List.of("--own", "--name", name, "--properties"));
        return split(fact(facts, key)).stream().map(Long::valueOf).toList();
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",")).filter(part -> !part.isEmpty()).toList();
    }

    private static String fact(Map<String, String> facts, String key) {
        String value = facts.get(key);
        if (value == null) {
            throw new IllegalStateException("dev/mongodb did not print '" + key + "'.");
        }
        return value;
    }
}
