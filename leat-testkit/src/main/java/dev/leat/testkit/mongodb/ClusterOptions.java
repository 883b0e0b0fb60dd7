package dev.leat.testkit.mongodb;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What kind of MongoDB a {@link MongoCluster} is. Immutable; begin with {@link #replicaSet(int)} or {@link #standalone()}.
 *
 * @param members number of members, 1 to 7
 * @param replicaSet whether the members form the replica set {@code rs0}; false for one server without transactions and
 *     change streams
 * @param accessControl whether clients must log in; {@link MongoCluster#uri()} then carries a user who may do everything
 * @param oplogMegabytes size of the oplog in MiB
 * @param electionTimeout how long the primary may be silent before the others elect a new one
 */
public record ClusterOptions(
        int members, boolean replicaSet, boolean accessControl, int oplogMegabytes, Duration electionTimeout) {
    /** Size of the oplog unless told otherwise: {@value} MiB, the smallest that a running server accepts as a new size. */
    public static final int DEFAULT_OPLOG_MEGABYTES = 990;

    /** Silence of the primary before an election, unless told otherwise: 3 seconds, where MongoDB itself waits 10. */
    public static final Duration DEFAULT_ELECTION_TIMEOUT = Duration.ofSeconds(3);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the number of members or a size is out of bounds
     */
    public ClusterOptions {
        if (members < 1 || members > 7) {
            throw new IllegalArgumentException("A cluster has 1 to 7 members, not " + members + ".");
        }
        if (!replicaSet && members > 1) {
            throw new IllegalArgumentException("A standalone server has no " + members + " members. Ask for 1.");
        }
        if (oplogMegabytes < 1) {
            throw new IllegalArgumentException("An oplog has at least 1 MiB, not " + oplogMegabytes + ".");
        }
        if (electionTimeout.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "An election timeout has at least 100 ms, not " + electionTimeout.toMillis() + ".");
        }
    }

    /**
     * A replica set without access control.
     *
     * @param members number of members; 3 to survive the loss of one
     */
    public static ClusterOptions replicaSet(int members) {
        return new ClusterOptions(members, true, false, DEFAULT_OPLOG_MEGABYTES, DEFAULT_ELECTION_TIMEOUT);
    }

    /** One server outside any replica set, to test that it is refused. */
    public static ClusterOptions standalone() {
        return new ClusterOptions(1, false, false, DEFAULT_OPLOG_MEGABYTES, DEFAULT_ELECTION_TIMEOUT);
    }

    /** The same, with access control. */
    public ClusterOptions withAccessControl() {
        return new ClusterOptions(members, replicaSet, true, oplogMegabytes, electionTimeout);
    }

    /** The same, with an oplog of that many MiB; a small one makes history loss quick. */
    public ClusterOptions withOplogMegabytes(int megabytes) {
        return new ClusterOptions(members, replicaSet, accessControl, megabytes, electionTimeout);
    }

    /** The same, with another election timeout. */
    public ClusterOptions withElectionTimeout(Duration timeout) {
        return new ClusterOptions(members, replicaSet, accessControl, oplogMegabytes, timeout);
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--members", String.valueOf(members),
                "--oplog-mb", String.valueOf(oplogMegabytes),
                "--election-ms", String.valueOf(electionTimeout.toMillis())));
        if (!replicaSet) {
            arguments.add("--standalone");
        }
        if (accessControl) {
            arguments.add("--auth");
        }
        return List.copyOf(arguments);
    }
}
