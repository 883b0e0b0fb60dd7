package dev.leat.redis;

import dev.leat.failure.ConfigurationException;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.Limits;
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
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats, roles and the assignment in Redis. Thread-safe; calls block, up to the timeout.
 *
 * <p>Ages are measured by the clock of the Redis server. What Redis loses, in a fail-over or a restart without
 * persistence, costs a hand-over and nothing else. Everything is gone {@link #LEFTOVERS} after the last heartbeat.
 *
 * <p>The client stays the caller's, who closes it after Leat; closing this ends its one connection. Errors are those of
 * {@link Coordination}, and {@link dev.leat.failure.UnsuitableStoreException} when Redis refuses the user.
 */
public final class RedisCoordination implements Coordination, AutoCloseable {

    /** How long a call waits for Redis: 2 s. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** For how long what nobody renews is kept: 60 min. */
    public static final Duration LEFTOVERS = Duration.ofMinutes(60);

    private static final String LEFTOVERS_MILLIS = Long.toString(LEFTOVERS.toMillis());
    private static final int FIELDS_OF_A_REPLICA = 4;

    private final RedisLink link;
    private final RedisKeys keys;

    private RedisCoordination(RedisLink link, String name) {
        this.link = link;
        this.keys = new RedisKeys(new CoordinationName(name));
    }

    /**
     * On one Redis server, or on what Sentinel says is the primary. Nothing is read or written yet.
     *
     * @param name tells the replicas of one Leat database from all others in this Redis, see {@link CoordinationName}
     * @throws ConfigurationException when the name cannot be used
     */
    public static RedisCoordination of(RedisClient client, String name) {
        return of(client, name, DEFAULT_TIMEOUT);
    }

    /**
     * The same, with another timeout.
     *
     * @throws ConfigurationException when the name or the timeout cannot be used
     */
    public static RedisCoordination of(RedisClient client, String name, Duration timeout) {
        return of(
                () -> {
                    StatefulRedisConnection<String, String> connection = client.connect();
                    return new RedisLink.Open(connection, connection.sync());
                },
                name,
                timeout);
    }

    /**
     * On a Redis cluster, all of it on one node.
     *
     * @throws ConfigurationException when the name or the timeout cannot be used
     */
    public static RedisCoordination of(RedisClusterClient client, String name, Duration timeout) {
        return of(
                () -> {
                    StatefulRedisClusterConnection<String, String> connection = client.connect();
                    return new RedisLink.Open(connection, connection.sync());
                },
                name,
                timeout);
    }

    private static RedisCoordination of(RedisLink.Opener opener, String name, Duration timeout) {
        try {
            Limits.pause("timeout of the coordination in Redis", timeout);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()));
        }
        return new RedisCoordination(new RedisLink(opener, timeout), name);
    }

    @Override
    public void heartbeat(ReplicaId replica, boolean leaving, Map<ProjectionId, Integer> projections) {
        String text = CoordinationText.write(new Heartbeat(leaving, projections));
        done(
                "writing the heartbeat of " + replica,
                Scripts.HEARTBEAT,
                List.of(keys.replicas(), keys.generations(), keys.roles(), keys.assignment()),
                List.of(replica.toString(), text, LEFTOVERS_MILLIS));
    }

    @Override
    public void leave(ReplicaId replica) {
        giveBack(replica);
        link.call("leaving as " + replica, redis -> redis.hdel(keys.replicas(), replica.toString()));
    }

    @Override
    public ControlView observe() {
        List<Object> answer = link.call(
                "observing the other replicas",
                redis -> redis.eval(
                        Scripts.OBSERVE,
                        ScriptOutputType.MULTI,
                        new String[] {keys.replicas(), keys.roles(), keys.assignment()},
                        LEFTOVERS_MILLIS));
        List<Member> members = new ArrayList<>();
        List<String> replicas = texts(answer.get(0));
        for (int i = 0; i < replicas.size(); i += FIELDS_OF_A_REPLICA) {
            members.add(member(replicas.subList(i, i + FIELDS_OF_A_REPLICA)));
        }
        Map<String, RoleHolder> roles = new HashMap<>();
        List<String> holders = texts(answer.get(1));
        for (int i = 0; i < holders.size(); i += 2) {
            roles.put(holders.get(i), role(holders.get(i), holders.get(i + 1)));
        }
        return new ControlView(Instant.EPOCH, members, roles, assignment(String.valueOf(answer.get(2))));
    }

    private static List<String> texts(Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Member member(List<String> fields) {
        String id = fields.getFirst();
        try {
            Heartbeat heartbeat = CoordinationText.heartbeat(keys.replicas(), id, fields.get(3));
            return new Member(
                    ReplicaId.parse(id),
                    Long.parseLong(fields.get(1)),
                    Duration.ofMillis(Long.parseLong(fields.get(2))),
                    heartbeat.leaving(),
                    heartbeat.projections());
        } catch (IllegalArgumentException e) {
            throw new DamagedDocumentException(keys.replicas(), id, String.valueOf(e.getMessage()), e);
        }
    }

    private RoleHolder role(String name, String text) {
        return text.isEmpty() ? RoleHolder.NOBODY : CoordinationText.role(keys.roles(), name, text);
    }

    private Assignment assignment(String text) {
        return text.isEmpty() ? Assignment.NONE : CoordinationText.assignment(keys.assignment(), "", text);
    }

    @Override
    public boolean take(Role role, RoleHolder observed, ReplicaId replica) {
        String what = "taking role " + role.name();
        String seen = orEmpty(link.call(what, redis -> redis.hget(keys.roles(), role.name())));
        boolean moved = !role(role.name(), seen).epoch().equals(observed.epoch());
        return !moved
                && replaceRole(
                        what,
                        role.name(),
                        seen,
                        new RoleHolder(replica, observed.epoch().next()));
    }

    private boolean replaceRole(String what, String name, String seen, RoleHolder next) {
        return done(
                what, Scripts.REPLACE_FIELD, List.of(keys.roles()), List.of(name, seen, CoordinationText.write(next)));
    }

    @Override
    public void giveBack(ReplicaId replica) {
        String what = "giving back the roles of " + replica;
        Map<String, String> stored = link.call(what, redis -> redis.hgetall(keys.roles()));
        stored.forEach((name, seen) -> {
            RoleHolder holder = role(name, seen);
            if (replica.equals(holder.holder())) {
                replaceRole(
                        what, name, seen, new RoleHolder(null, holder.epoch().next()));
            }
        });
    }

    @Override
    public boolean publish(Assignment assignment) {
        String what = "publishing assignment " + assignment.version();
        String seen = orEmpty(link.call(what, redis -> redis.get(keys.assignment())));
        boolean successor = assignment(seen).version() + 1 == assignment.version();
        return successor
                && done(
                        what,
                        Scripts.REPLACE,
                        List.of(keys.assignment()),
                        List.of(seen, CoordinationText.write(assignment), LEFTOVERS_MILLIS));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Runs a script that answers 1 for done. */
    private boolean done(String what, String script, List<String> scriptKeys, List<String> arguments) {
        Long answer = link.call(
                what,
                redis -> redis.eval(
                        script,
                        ScriptOutputType.INTEGER,
                        scriptKeys.toArray(String[]::new),
                        arguments.toArray(String[]::new)));
        return answer == 1;
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public String toString() {
        return "Redis keys leat:{" + keys.name() + "}:*";
    }
}
