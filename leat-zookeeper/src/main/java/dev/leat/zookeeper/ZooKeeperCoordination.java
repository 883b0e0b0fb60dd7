package dev.leat.zookeeper;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.lease.Assignment;
import dev.leat.lease.ControlView;
import dev.leat.lease.Coordination;
import dev.leat.lease.CoordinationName;
import dev.leat.lease.CoordinationText;
import dev.leat.lease.CoordinationText.Heartbeat;
import dev.leat.lease.Member;
import dev.leat.lease.ReplicaId;
import dev.leat.lease.Role;
import dev.leat.lease.RoleHolder;
import dev.leat.partition.ProjectionId;
import dev.leat.zookeeper.Nodes.Node;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats, roles and the assignment in ZooKeeper, in nodes below {@code /leat/<name>}. Thread-safe; calls block, as
 * long as the client's timeouts and retry policy say.
 *
 * <p>Ages are differences of times that ZooKeeper gave: each look writes the node {@code stamp} first, and the time of that
 * write is now. It also makes sure that what is read is not older than the look. The nodes are persistent, not ephemeral:
 * a session that is kept up by the client's own thread says nothing about Leat's. Replicas that are gone for
 * {@link #LEFTOVERS} are removed by whoever looks.
 *
 * <p>The client stays the caller's, who starts it before Leat and closes it after. Errors are those of
 * {@link Coordination}, and {@link dev.leat.failure.UnsuitableStoreException} when ZooKeeper refuses the user.
 */
public final class ZooKeeperCoordination implements Coordination {

    /** For how long a replica that is gone is kept: 60 min. */
    public static final Duration LEFTOVERS = Duration.ofMinutes(60);

    private static final int ANY_VERSION = -1;

    private final Nodes nodes;
    private final String root;

    private ZooKeeperCoordination(CuratorFramework client, CoordinationName name) {
        this.nodes = new Nodes(client);
        this.root = "/leat/" + name;
    }

    /**
     * On one ensemble. Nothing is read or written yet.
     *
     * @param client started by the caller; its namespace is kept to. Its timeouts should be well below
     *     {@code leat.lease.timeout}
     * @param name tells the replicas of one Leat database from all others in this ZooKeeper, see {@link CoordinationName}
     * @throws ConfigurationException when the name cannot be used
     */
    public static ZooKeeperCoordination of(CuratorFramework client, String name) {
        return new ZooKeeperCoordination(client, new CoordinationName(name));
    }

    private String replicas() {
        return root + "/replicas";
    }

    private String roles() {
        return root + "/roles";
    }

    private String assignment() {
        return root + "/assignment";
    }

    private static String below(String parent, String name) {
        return parent + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String nameOf(String node) {
        return URLDecoder.decode(node, StandardCharsets.UTF_8);
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        nodes.write(
                "writing the heartbeat of " + replica,
                below(replicas(), replica.toString()),
                CoordinationText.write(new Heartbeat(leaving, projections)));
    }

    @Override
    public void leave(ReplicaId replica) {
        giveBack(replica);
        nodes.remove("leaving as " + replica, below(replicas(), replica.toString()), ANY_VERSION);
    }

    @Override
    public ControlView observe() {
        String what = "observing the other replicas";
        long now = nodes.write(what, root + "/stamp", "v=" + CoordinationText.FORMAT + "\n")
                .getMtime();
        List<Member> members = new ArrayList<>();
        for (String child : nodes.children(what, replicas())) {
            String path = replicas() + "/" + child;
            Node node = nodes.read(what, path);
            if (node == null) {
                continue;
            }
            Duration age = Duration.ofMillis(Math.max(0, now - node.stat().getMtime()));
            if (age.compareTo(LEFTOVERS) > 0) {
                nodes.remove(what, path, node.stat().getVersion());
            } else {
                members.add(member(path, nameOf(child), node, age));
            }
        }
        Map<String, RoleHolder> holders = new HashMap<>();
        for (String child : nodes.children(what, roles())) {
            String name = nameOf(child);
            holders.put(name, role(name, nodes.read(what, roles() + "/" + child)));
        }
        Assignment assignment = assignment(nodes.read(what, assignment()));
        return new ControlView(Instant.EPOCH, members, holders, assignment);
    }

    private static Member member(String path, String id, Node node, Duration age) {
        Heartbeat heartbeat = CoordinationText.heartbeat(path, id, node.text());
        try {
            return new Member(
                    ReplicaId.parse(id), node.stat().getCzxid(), age, heartbeat.leaving(), heartbeat.projections());
        } catch (IllegalArgumentException e) {
            throw new DamagedDocumentException(path, id, String.valueOf(e.getMessage()), e);
        }
    }

    private RoleHolder role(String name, @Nullable Node node) {
        return node == null ? RoleHolder.NOBODY : CoordinationText.role(roles(), name, node.text());
    }

    private Assignment assignment(@Nullable Node node) {
        return node == null ? Assignment.NONE : CoordinationText.assignment(root, "assignment", node.text());
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        String what = "taking role " + role.name();
        String path = below(roles(), role.name());
        Node seen = nodes.read(what, path);
        boolean moved = !role(role.name(), seen).epoch().equals(observed.epoch());
        String next =
                CoordinationText.write(new RoleHolder(replica, observed.epoch().next()));
        return !moved && nodes.replace(what, path, seen, next);
    }

    @Override
    public void giveBack(ReplicaId replica) {
        String what = "giving back the roles of " + replica;
        for (String child : nodes.children(what, roles())) {
            String path = roles() + "/" + child;
            Node seen = nodes.read(what, path);
            RoleHolder holder = role(nameOf(child), seen);
            if (replica.equals(holder.holder())) {
                String next = CoordinationText.write(
                        new RoleHolder(null, holder.epoch().next()));
                nodes.replace(what, path, seen, next);
            }
        }
    }

    @Override
    public boolean publish(Assignment assignment) {
        String what = "publishing assignment " + assignment.version();
        Node seen = nodes.read(what, assignment());
        boolean successor = assignment(seen).version() + 1 == assignment.version();
        return successor && nodes.replace(what, assignment(), seen, CoordinationText.write(assignment));
    }

    @Override
    public String toString() {
        return "ZooKeeper nodes " + root;
    }
}
