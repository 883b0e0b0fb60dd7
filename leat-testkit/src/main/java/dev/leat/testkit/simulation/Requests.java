package dev.leat.testkit.simulation;

import dev.leat.event.Position;
import dev.leat.park.AuditEntry;
import dev.leat.park.AuditNote;
import dev.leat.park.AuditNote.What;
import dev.leat.park.ParkAction;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkRequest;
import dev.leat.park.ParkStore;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import dev.leat.partition.ProjectionId;
import dev.leat.projection.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be true of requests about parked keys: each is about the event that was seen, is carried out at most once, and
 * is answered. Confined to the simulation's thread.
 */
final class Requests {

    private final Tally tally;
    private final Map<Asked, Position> asked = new HashMap<>();
    private final Map<Ruled, String> ruled = new HashMap<>();

    /** A request in one key. */
    private record Asked(ProjectionId projection, Key key, String request) {}

    /** An event that is ruled. */
    private record Ruled(ProjectionId projection, Key key, Position position) {}

    Requests(Tally tally) {
        this.tally = tally;
    }

    /** A request was stored in keys, as they are before it. */
    void asked(ParkRequest request, List<ParkedKey> keys) {
        for (ParkedKey key : keys) {
            asked.put(new Asked(key.partition().projection(), key.key(), request.id()), key.failedAt());
            if (key.request() != null && key.request().isSigned()) {
                tally.count(Occurrence.REQUEST_REPLACED);
            }
        }
    }

    void ruled(ParkChange.Rule rule) {
        ProjectionId projection = rule.partition().projection();
        String request = rule.request().id();
        Position meant = asked.get(new Asked(projection, rule.key(), request));
        Position position = rule.event().position();
        Violation.unless(
                position.equals(meant),
                () -> "request " + request + " of " + projection + " key " + rule.key() + " is about position " + meant
                        + ", and the event at " + position + " was ruled");
        String before = ruled.put(new Ruled(projection, rule.key(), position), request);
        Violation.unless(
                before == null,
                () -> "the event at " + position + " of " + projection + " key " + rule.key() + " was ruled by request "
                        + before + " and again by " + request);
        tally.count(
                rule.request().action() instanceof ParkAction.Edit
                        ? Occurrence.EVENT_EDITED
                        : Occurrence.EVENT_DISCARDED);
    }

    void answered(AuditNote note) {
        if (note.what() == What.FAILED) {
            tally.count(Occurrence.REQUEST_FAILED);
        }
    }

    /** Checks, when no request waits, that the store has every ruling, and one answer to each request. */
    void check(ProjectionId projection, ParkStore stored) {
        Set<Ruled> rulings = new HashSet<>();
        for (Ruling ruling : stored.rulings(projection)) {
            rulings.add(new Ruled(projection, ruling.key(), ruling.event().position()));
        }
        Set<Ruled> wanted = new HashSet<>(ruled.keySet());
        wanted.removeIf(each -> !each.projection().equals(projection));
        Violation.unless(
                rulings.equals(wanted),
                () -> "rulings of " + projection + " are " + rulings + " and must be " + wanted);
        Map<Asked, Integer> answers = new HashMap<>();
        for (AuditEntry entry : stored.audit(projection, Integer.MAX_VALUE)) {
            AuditNote note = entry.note();
            Asked request = new Asked(projection, note.key(), note.request().id());
            answers.merge(request, note.what() == What.ASKED ? 0 : 1, Integer::sum);
        }
        asked.keySet().stream()
                .filter(each -> each.projection().equals(projection))
                .forEach(each -> Violation.unless(
                        answers.getOrDefault(each, 0) == 1,
                        () -> each + " has " + answers.getOrDefault(each, 0) + " answers in the audit"));
    }
}
