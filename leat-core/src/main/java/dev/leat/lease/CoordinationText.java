package dev.leat.lease;

import dev.leat.checkpoint.Epoch;
import dev.leat.failure.DamagedDocumentException;
import dev.leat.failure.NewerFormatException;
import dev.leat.lease.Assignment.Target;
import dev.leat.partition.Partitioning;
import dev.leat.partition.ProjectionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Coordination} that keeps texts writes them <em>(SPI)</em>: lines of a word, {@code =} and a value, the
 * format version {@code v} first. Lines with other words are passed over. Pure.
 */
public final class CoordinationText {

    /** The newest format that is known here. */
    public static final int FORMAT = 1;

    private static final String NOBODY = "-";
    private static final char MOVES = '*';

    private CoordinationText() {}

    /**
     * What a replica tells of itself.
     *
     * @param projections what it can work on, with the number of partitions
     */
    public record Heartbeat(boolean leaving, Map<ProjectionId, Integer> projections) {
        public Heartbeat {
            projections = Map.copyOf(projections);
        }
    }

    /** Writes a heartbeat. */
    public static String write(Heartbeat heartbeat) {
        TextLines lines = new TextLines(FORMAT).add("leaving", Boolean.toString(heartbeat.leaving()));
        sorted(heartbeat.projections()).forEach((id, count) -> lines.add("projection", id + " " + count));
        return lines.toString();
    }

    /** Writes the holder of a role. */
    public static String write(RoleHolder holder) {
        TextLines lines =
                new TextLines(FORMAT).add("epoch", Long.toString(holder.epoch().value()));
        ReplicaId replica = holder.holder();
        return (replica == null ? lines : lines.add("owner", replica.toString())).toString();
    }

    /** Writes an assignment. Replicas are written once and referred to by index. */
    public static String write(Assignment assignment) {
        TextLines lines = new TextLines(FORMAT).add("version", Long.toString(assignment.version()));
        List<ReplicaId> replicas = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        sorted(assignment.targets()).forEach((id, partitions) -> {
            StringBuilder line = new StringBuilder(id.toString());
            for (Target target : partitions) {
                line.append(' ').append(index(replicas, target.replica()));
                if (target.moves() != 0) {
                    line.append(MOVES).append(target.moves());
                }
            }
            targets.add(line.toString());
        });
        replicas.forEach(replica -> lines.add("replica", replica.toString()));
        targets.forEach(line -> lines.add("targets", line));
        return lines.toString();
    }

    private static <T> Map<ProjectionId, T> sorted(Map<ProjectionId, T> projections) {
        Map<ProjectionId, T> sorted = new TreeMap<>(Comparator.comparing(ProjectionId::toString));
        sorted.putAll(projections);
        return sorted;
    }

    private static String index(List<ReplicaId> replicas, @Nullable ReplicaId replica) {
        if (replica == null) {
            return NOBODY;
        }
        if (!replicas.contains(replica)) {
            replicas.add(replica);
        }
        return Integer.toString(replicas.indexOf(replica));
    }

    /**
     * Reads a heartbeat.
     *
     * @param place and {@code id}: where it stood, for a message
     * @throws NewerFormatException when a newer Leat wrote it
     * @throws DamagedDocumentException when it is not as Leat writes it
     */
    public static Heartbeat heartbeat(String place, String id, String text) {
        return read(place, id, text, lines -> {
            Map<ProjectionId, Integer> projections = new HashMap<>();
            for (String line : lines.all("projection")) {
                String[] parts = line.split(" ", -1);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("line projection must be an id and a number.");
                }
                projections.put(ProjectionId.parse(parts[0]), new Partitioning(Integer.parseInt(parts[1])).count());
            }
            return new Heartbeat(lines.one("leaving").equals("true"), projections);
        });
    }

    /**
     * Reads the holder of a role.
     *
     * @param place and {@code id}: where it stood, for a message
     * @throws NewerFormatException when a newer Leat wrote it
     * @throws DamagedDocumentException when it is not as Leat writes it
     */
    public static RoleHolder role(String place, String id, String text) {
        return read(place, id, text, lines -> {
            List<String> owner = lines.all("owner");
            return new RoleHolder(
                    owner.isEmpty() ? null : ReplicaId.parse(owner.getFirst()), new Epoch(lines.number("epoch")));
        });
    }

    /**
     * Reads an assignment.
     *
     * @param place and {@code id}: where it stood, for a message
     * @throws NewerFormatException when a newer Leat wrote it
     * @throws DamagedDocumentException when it is not as Leat writes it
     */
    public static Assignment assignment(String place, String id, String text) {
        return read(place, id, text, lines -> {
            List<ReplicaId> replicas =
                    lines.all("replica").stream().map(ReplicaId::parse).toList();
            Map<ProjectionId, List<Target>> targets = new HashMap<>();
            for (String line : lines.all("targets")) {
                List<String> words = List.of(line.split(" ", -1));
                List<Target> partitions = words.subList(1, words.size()).stream()
                        .map(word -> target(replicas, word))
                        .toList();
                targets.put(ProjectionId.parse(words.getFirst()), partitions);
            }
            return new Assignment(lines.number("version"), targets);
        });
    }

    private static Target target(List<ReplicaId> replicas, String word) {
        int star = word.indexOf(MOVES);
        String who = star < 0 ? word : word.substring(0, star);
        int moves = star < 0 ? 0 : Integer.parseInt(word.substring(star + 1));
        if (who.equals(NOBODY)) {
            return new Target(null, moves);
        }
        int index = Integer.parseInt(who);
        if (index < 0 || index >= replicas.size()) {
            throw new IllegalArgumentException("line targets names replica " + index + " of " + replicas.size() + ".");
        }
        return new Target(replicas.get(index), moves);
    }

    private static <T> T read(String place, String id, String text, Function<TextLines, T> reader) {
        try {
            TextLines lines = TextLines.parse(text);
            long format = lines.number(TextLines.V);
            if (format > FORMAT) {
                throw new NewerFormatException(place, id, TextLines.V + " " + format, FORMAT);
            }
            return reader.apply(lines);
        } catch (IllegalArgumentException e) {
            throw new DamagedDocumentException(place, id, String.valueOf(e.getMessage()), e);
        }
    }
}
