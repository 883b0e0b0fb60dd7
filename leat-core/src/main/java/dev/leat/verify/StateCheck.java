package dev.leat.verify;

import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.lease.Registration;
import dev.leat.park.ParkedKey;
import dev.leat.park.Ruling;
import dev.leat.projection.Key;
import dev.leat.verify.Finding.Kind;
import java.util.HashSet;
import java.util.Set;

/** Judges of a projection's state what needs no event and no fold. Confined to the checker's thread. */
final class StateCheck {

    private final Registration registration;
    private final ProjectionState state;
    private final Findings findings;

    StateCheck(Registration registration, ProjectionState state, Findings findings) {
        this.registration = registration;
        this.state = state;
        this.findings = findings;
    }

    /**
     * Judges partitions and queues.
     *
     * @param ledgerEnd read after the state
     * @return whether every partition is there once
     */
    boolean run(Position ledgerEnd) {
        state.partitions().forEach(ownership -> checkCheckpoint(ownership, ledgerEnd));
        checkQueues();
        checkRulings();
        state.foreign()
                .forEach(id -> findings.add(
                        Kind.DOCUMENT_UNEXPLAINED,
                        registration.projection() + " " + id,
                        "its _id is no key, so no event explains it"));
        return checkPartitions();
    }

    private boolean checkPartitions() {
        int expected = registration.partitioning().count();
        Set<Integer> present = new HashSet<>();
        state.partitions()
                .forEach(ownership -> present.add(ownership.partition().number()));
        boolean whole = true;
        for (int number = 0; number < expected; number++) {
            if (!present.contains(number)) {
                whole = false;
                judgeMissing(number);
            }
        }
        for (int number : present) {
            if (number >= expected) {
                impossible(registration.projection() + "/" + number, "there are only " + expected + " partitions");
            }
        }
        return whole && present.size() == expected;
    }

    /** All partitions are made before the first is claimed; until then some may be under way. */
    private void judgeMissing(int number) {
        if (state.partitions().stream().anyMatch(ownership -> ownership.epoch().value() > 0)) {
            impossible(registration.projection() + "/" + number, "the partition is not stored");
        }
    }

    private void checkCheckpoint(Ownership ownership, Position ledgerEnd) {
        String subject = ownership.partition().toString();
        if (!ledgerEnd.covers(ownership.checkpoint())) {
            impossible(subject, "checkpoint " + ownership.checkpoint() + " lies behind the ledger's end, " + ledgerEnd);
        }
        if (ownership.epoch().value() < 1) {
            if (ownership.owner() != null) {
                impossible(subject, "it has an owner and epoch " + ownership.epoch() + ", as if it were never claimed");
            } else if (ownership.checkpoint().value() > 0 || ownership.commits() > 0 || ownership.events() > 0) {
                impossible(
                        subject,
                        "its checkpoint is " + ownership.checkpoint() + " and its epoch " + ownership.epoch()
                                + ", as if it were never claimed");
            }
        }
    }

    private void impossible(String subject, String detail) {
        findings.add(Kind.IMPOSSIBLE_CHECKPOINT, subject, detail);
    }

    private void checkQueues() {
        Set<Key> parked = new HashSet<>();
        state.parked().stream().map(ParkedKey::key).forEach(parked::add);
        Set<Key> withQueue = new HashSet<>();
        for (QueuedEvent queued : state.queued()) {
            withQueue.add(queued.key());
            if (!parked.contains(queued.key())) {
                broken(queued.key(), "event at " + queued.event().position() + " waits for a key that is not parked");
            }
            state.partitions().stream()
                    .filter(ownership -> ownership.partition().equals(queued.partition()))
                    .filter(ownership ->
                            ownership.checkpoint().isBefore(queued.event().position()))
                    .forEach(ownership -> broken(
                            queued.key(),
                            "event at " + queued.event().position() + " waits, and the checkpoint is only "
                                    + ownership.checkpoint()));
        }
        parked.stream()
                .filter(key -> !withQueue.contains(key))
                .forEach(key -> broken(key, "it is parked and no event waits"));
    }

    private void checkRulings() {
        record Place(Key key, Position position) {}
        Set<Place> waiting = new HashSet<>();
        state.queued()
                .forEach(queued ->
                        waiting.add(new Place(queued.key(), queued.event().position())));
        Position furthest =
                state.partitions().stream().map(Ownership::checkpoint).reduce(Position.START, Position::max);
        for (Ruling ruling : state.rulings()) {
            Position position = ruling.event().position();
            boolean waits = waiting.contains(new Place(ruling.key(), position));
            if (waits || !furthest.covers(position)) {
                findings.add(
                        Kind.BROKEN_RULING,
                        registration.projection() + " " + ruling.key(),
                        ruling.request().action() + " of event "
                                + ruling.event().id() + " at " + position
                                + " is stored, and the event "
                                + (waits ? "still waits" : "lies behind every checkpoint"));
            }
        }
    }

    private void broken(Key key, String detail) {
        findings.add(Kind.BROKEN_QUEUE, registration.projection() + " " + key, detail);
    }
}
