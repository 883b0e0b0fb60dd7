package dev.leat.examples.onlineretail.demo;

import dev.leat.lease.Ownership;
import dev.leat.lease.ReplicaId;
import dev.leat.partition.PartitionId;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long the partitions of a killed replica stand still: from the SIGKILL until another owner has stored a
 * checkpoint beyond the last one of the dead. Not thread-safe.
 */
final class Standstill {

    private final String who;
    private final ReplicaId victim;
    private final long killed;
    private final Map<PartitionId, Ownership> atKill = new HashMap<>();
    private final Map<PartitionId, Duration> claimed = new HashMap<>();
    private final Map<PartitionId, Duration> moved = new HashMap<>();

    Standstill(String who, ReplicaId victim, long killed) {
        this.who = who;
        this.victim = victim;
        this.killed = killed;
    }

    boolean isOfVictim(@Nullable ReplicaId owner) {
        return victim.equals(owner);
    }

    /** Takes in the partitions as they are now; the first time after the kill they are what the dead left behind. */
    void observe(Collection<Ownership> partitions, long nanos) {
        boolean first = atKill.isEmpty();
        Duration sinceKill = Duration.ofNanos(nanos - killed);
        for (Ownership now : partitions) {
            if (first && isOfVictim(now.owner())) {
                atKill.put(now.partition(), now);
            }
            Ownership then = atKill.get(now.partition());
            if (then != null && now.owner() != null && !isOfVictim(now.owner())) {
                claimed.putIfAbsent(now.partition(), sinceKill);
                if (then.checkpoint().isBefore(now.checkpoint())) {
                    moved.putIfAbsent(now.partition(), sinceKill);
                }
            }
        }
    }

    boolean isClaimed() {
        return claimed.size() == atKill.size();
    }

    boolean isOver() {
        return !atKill.isEmpty() && moved.size() == atKill.size();
    }

    String report() {
        if (moved.isEmpty()) {
            return who + " was killed; none of its " + atKill.size() + " partitions had anything left to do";
        }
        List<Duration> claims = sorted(claimed);
        List<Duration> moves = sorted(moved);
        int idle = atKill.size() - moved.size();
        return String.format(
                Locale.ROOT,
                "%s was killed: its %d partitions stood still for %s (median), %s (longest), from SIGKILL until another"
                        + " owner had stored a newer checkpoint; claimed after %s to %s%s",
                who,
                atKill.size(),
                seconds(moves.get(moves.size() / 2)),
                seconds(moves.getLast()),
                seconds(claims.getFirst()),
                seconds(claims.getLast()),
                idle == 0 ? "" : "; " + idle + " had nothing left to do");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    private static List<Duration> sorted(Map<PartitionId, Duration> times) {
        return times.values().stream().sorted().toList();
    }
}
