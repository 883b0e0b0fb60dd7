package dev.leat.chaos.cluster;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.leat.testkit.mongodb.ClusterOptions;
import dev.leat.testkit.mongodb.MongoCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;

/** The replica set of a run, and a client for the run itself. Confined to the main thread, but {@link #close}. */
public final class Servers implements AutoCloseable {

    /** Members of the replica set: one may be lost. */
    public static final int MEMBERS = 3;

    private static final int CALL_SECONDS = 20;
    private static final int WHOLE_SECONDS = 60;
    private static final long LOOK_MILLIS = 200;

    private static final String IMPATIENT = "&serverSelectionTimeoutMS=3000&connectTimeoutMS=3000&socketTimeoutMS=3000";

    /** States of a member, as the server numbers them. */
    private static final int PRIMARY = 1;

    private static final int SECONDARY = 2;

    private final MongoCluster cluster;
    private final MongoClient client;
    private final Set<Integer> down = new HashSet<>();

    private Servers(MongoCluster cluster) {
        this.cluster = cluster;
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(cluster.uri()))
                .applicationName("chaos")
                .applyToSocketSettings(socket -> socket.readTimeout(CALL_SECONDS, TimeUnit.SECONDS))
                .applyToClusterSettings(settings -> settings.serverSelectionTimeout(CALL_SECONDS, TimeUnit.SECONDS))
                .build());
    }

    /**
     * Starts a replica set.
     *
     * @param oplogMegabytes small, so that history can be lost, and large enough for a member that comes back
     * @throws IllegalStateException when none can be had on this machine
     */
    public static Servers start(int oplogMegabytes) {
        return new Servers(MongoCluster.start(ClusterOptions.replicaSet(MEMBERS).withOplogMegabytes(oplogMegabytes)));
    }

    public String uri() {
        return cluster.uri();
    }

    /** Connection string of one member alone. */
    public String uri(int member) {
        return cluster.uri(member);
    }

    /** A client that goes straight to the members. */
    public MongoClient client() {
        return client;
    }

    /** Which member takes writes; waits for the end of an election. */
    public int primary() {
        return cluster.primaryIndex();
    }

    /** Ends a member with SIGKILL. */
    public void kill(int member) {
        cluster.kill(member);
        down.add(member);
    }

    /** Starts a killed member again. */
    public void restart(int member) {
        cluster.restart(member);
        down.remove(member);
    }

    /** Starts all members that are down. */
    public void heal() {
        Set.copyOf(down).forEach(this::restart);
    }

    /**
     * Waits until every member is primary or secondary again.
     *
     * @return whether they were in time
     */
    public boolean awaitWhole() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WHOLE_SECONDS);
        while (!isWhole()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    private boolean isWhole() {
        try {
            return client
                    .getDatabase("admin")
                    .runCommand(new Document("replSetGetStatus", 1))
                    .getList("members", Document.class)
                    .stream()
                    .map(member -> member.getInteger("state"))
                    .allMatch(state -> state == PRIMARY || state == SECONDARY);
        } catch (MongoException e) {
            // There may be no primary for a while.
            return false;
        }
    }

    /** Whether any member answers a ping. A port alone tells nothing: under Wine it takes connections for a dead process. */
    public boolean answers() {
        return IntStream.range(0, MEMBERS).anyMatch(this::answers);
    }

    private boolean answers(int member) {
        try (MongoClient direct = MongoClients.create(uri(member) + IMPATIENT)) {
            direct.getDatabase("admin").runCommand(new Document("ping", 1));
            return true;
        } catch (MongoException e) {
            // That is the answer.
            return false;
        }
    }

    /** Ports of the members. */
    public List<Integer> ports() {
        return new ConnectionString(cluster.uri())
                .getHosts().stream()
                        .map(host -> Integer.valueOf(host.substring(host.lastIndexOf(':') + 1)))
                        .toList();
    }

    /**
     * Waits for an election, as the members other than one see it: that one may be silent.
     *
     * @return whether there is another primary
     */
    public boolean awaitPrimaryOtherThan(int member) throws InterruptedException {
        int witness = (member + 1) % MEMBERS;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WHOLE_SECONDS);
        try (MongoClient direct = MongoClients.create(uri(witness) + "&socketTimeoutMS=5000")) {
            while (System.nanoTime() - deadline < 0) {
                if (hasPrimaryOtherThan(direct, member)) {
                    return true;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return false;
        }
    }

    private boolean hasPrimaryOtherThan(MongoClient direct, int member) {
        try {
            String primary = direct.getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getString("primary");
            return primary != null && !primary.endsWith(":" + ports().get(member));
        } catch (MongoException e) {
            // It is busy with the election.
            return false;
        }
    }

    /** The process of a member; 0 where it cannot be told. */
    public long pid(int member) {
        return cluster.pids().get(member);
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }

    @Override
    public String toString() {
        return cluster.toString();
    }
}
