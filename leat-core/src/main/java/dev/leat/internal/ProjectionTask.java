package dev.leat.internal;

import dev.leat.batch.BatchFold;
import dev.leat.batch.BatchFold.Failure;
import dev.leat.batch.KeyedItem;
import dev.leat.batch.Keyer;
import dev.leat.checkpoint.CheckpointMove;
import dev.leat.event.Position;
import dev.leat.lease.Ownership;
import dev.leat.ledger.SourceId;
import dev.leat.ledger.Wakeups.Wakeup;
import dev.leat.park.ParkChange;
import dev.leat.park.ParkedKey;
import dev.leat.partition.PartitionId;
import dev.leat.projection.Key;
import dev.leat.projection.Projection;
import dev.leat.readmodel.Commit;
import dev.leat.readmodel.CommitOutcome;
import dev.leat.readmodel.CommitOutcome.Committed;
import dev.leat.readmodel.CommitOutcome.Fenced;
import dev.leat.readmodel.CommitOutcome.Refused;
import dev.leat.route.Intake;
import dev.leat.route.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Works on the partitions of one projection that this replica owns: takes events from its intake,
 * folds a batch in memory and commits it.
 *
 * <pre>
 *            ┌────────────── outcome unknown, or fenced ◄───────────────┐
 *            ▼                                                          │
 *  refresh ownership ─► release / claim ─► load parked ─► read ─► load documents ─► fold and commit
 *                             ▲                             │                           │
 *                             └───────── between batches ◄──┴───────────────────────────┘
 * </pre>
 *
 * A hand-over waits for the batch in flight and no longer. Confined to its thread, but for the methods that say so.
 *
 * @param <D> document type
 */
public final class ProjectionTask<D> extends StoppableTask {

    /** Longest sleep without a wake-up: a lost one costs this much. */
    static final Duration MAX_SLEEP = Duration.ofSeconds(2);

    private final ReplicaContext context;
    private final Projection<D> projection;
    private final SourceId source;
    private final Intake intake;
    private final OwnedPartitions owned;
    private final OwnedParkedKeys parked;
    private final DocumentCache<D> cache;
    private final Growth growth;
    private final Throttle throttle;
    private final Attempts attempts;

    private volatile Directive directive = Directive.NOTHING;
    private volatile Set<Integer> ownedNow = Set.of();

    private long claimTried;
    private long parkRequestsSeen;
    private boolean ownershipDoubtful;
    private boolean parkedDoubtful;
    private boolean commitUnderWay;
    private boolean retriedLast;
    private long idleSavedAt;
    private @Nullable Batch<D> batch;

    ProjectionTask(ReplicaContext context, Projection<D> projection, SourceId source, Intake intake) {
        this.context = context;
        this.projection = projection;
        this.source = source;
        this.intake = intake;
        this.owned = new OwnedPartitions(projection.id());
        this.parked = new OwnedParkedKeys(context.config().retry());
        this.cache = new DocumentCache<>(context.config().batch().cacheDocuments());
        this.growth = new Growth(context.config().batch());
        this.throttle = new Throttle(context.config().rebuild());
        this.attempts = new Attempts(projection, source, context);
        this.idleSavedAt = now();
    }

    public Projection<D> projection() {
        return projection;
    }

    public SourceId source() {
        return source;
    }

    @Override
    public String name() {
        return "projection " + projection.id();
    }

    /** Says which partitions are wanted. Callable from any thread. */
    void direct(Directive next) {
        Directive before = directive;
        directive = next;
        boolean newWish = !next.wanted().equals(before.wanted()) || next.parkRequests() != before.parkRequests();
        if (newWish || !next.claimable().isEmpty()) {
            wake();
        }
    }

    /** The partitions that this replica believes to own. Callable from any thread. */
    public Set<Integer> ownedNow() {
        return ownedNow;
    }

    /** Where its events come from. Callable from any thread. */
    Intake intake() {
        return intake;
    }

    @Override
    public void recover() {
        batch = null;
        cache.clear();
        ownershipDoubtful = true;
    }

    @Override
    public void dispose() {
        intake.close();
    }

    @Override
    public Duration step() {
        if (isStopped()) {
            return MAX_SLEEP;
        }
        if (ownershipDoubtful) {
            return refreshOwnership();
        }
        if (batch != null) {
            return advance(batch);
        }
        Directive wish = directive;
        Set<Integer> unwanted = new HashSet<>(owned.numbers());
        if (!isStopRequested()) {
            unwanted.removeAll(wish.wanted());
        }
        if (!unwanted.isEmpty()) {
            return release(unwanted);
        }
        if (isStopRequested()) {
            intake.close();
            stopped();
            return Duration.ZERO;
        }
        if (wish.observation() != claimTried && !wish.claimable().isEmpty()) {
            claimTried = wish.observation();
            List<Ownership> claimable = wish.claimable().stream()
                    .filter(ownership -> !owned.contains(ownership.partition().number()))
                    .toList();
            if (!claimable.isEmpty()) {
                return claim(claimable);
            }
        }
        if (owned.isEmpty()) {
            return MAX_SLEEP;
        }
        if (parkedDoubtful || wish.parkRequests() != parkRequestsSeen) {
            return loadParked(wish.parkRequests());
        }
        if (commitUnderWay && parked.size() > 0) {
            return renewEpochs();
        }
        return work();
    }

    private Duration refreshOwnership() {
        List<Ownership> stored = context.stores().leases().ownerships(projection.id());
        List<PartitionId> lost = owned.refresh(stored, context.replica());
        ownershipDoubtful = false;
        parkedDoubtful = true;
        ownedChanged();
        lost.forEach(context.listener()::lost);
        return Duration.ZERO;
    }

    private Duration release(Set<Integer> numbers) {
        List<CheckpointMove> moves = owned.movesOf(numbers);
        context.stores().leases().release(context.replica(), moves);
        numbers.forEach(owned::remove);
        cache.removeIf(key -> numbers.contains(Commits.partitionOf(projection, key)));
        parked.removeIf(key -> numbers.contains(key.partition().number()));
        ownedChanged();
        moves.forEach(move -> context.listener().released(move.partition(), move.to()));
        context.stores().wakeups().announce(new Wakeup.ControlChanged());
        return Duration.ZERO;
    }

    private Duration claim(List<Ownership> claimable) {
        List<Ownership> claimed = context.stores().leases().claim(context.replica(), claimable);
        claimed.forEach(owned::add);
        parkedDoubtful = true;
        ownedChanged();
        claimed.forEach(context.listener()::claimed);
        return Duration.ZERO;
    }

    /**
     * Claims what is owned anew, because a commit whose outcome is unknown may still take effect. A commit that moves a
     * checkpoint is fenced by the next one; a retry of a parked key leaves the checkpoint where it is, so that only a
     * new epoch fences it, and fences others from it.
     */
    private Duration renewEpochs() {
        context.stores()
                .leases()
                .claim(context.replica(), owned.believed(context.replica()))
                .forEach(owned::add);
        commitUnderWay = false;
        recover();
        return Duration.ZERO;
    }

    private void ownedChanged() {
        ownedNow = owned.numbers();
        intake.position(owned.places());
    }

    private Duration loadParked(long parkRequests) {
        List<ParkedKey> stored = context.stores().parked().parked(owned.ids());
        parked.refresh(stored, now());
        parkedDoubtful = false;
        parkRequestsSeen = parkRequests;
        return Duration.ZERO;
    }

    private Duration work() {
        ParkedKey due = retriedLast ? null : parked.due(now());
        retriedLast = due != null;
        if (due != null) {
            return startRetry(due);
        }
        throttle.set(directive.rebuild());
        Duration rest = throttle.rest(now());
        if (!rest.isZero()) {
            return idle(rest);
        }
        Duration wait = intake.untilRead(owned.reached());
        return wait.isZero() ? read() : idle(wait);
    }

    private Duration read() {
        throttle.starts(now());
        Map<Integer, Position> reached = owned.reached();
        Run run =
                intake.read(reached, throttle.maxEvents(context.config().batch().maxEvents()));
        List<KeyedItem> items = keyed(run, reached);
        Batch<D> next = Batch.ofRun(items, run);
        if (items.isEmpty()) {
            owned.reach(next.through(), next.offsets());
            return saveIdleIfDue();
        }
        growth.starts(now());
        batch = next;
        return Duration.ZERO;
    }

    private Duration readOn(Batch<D> current) {
        Map<Integer, Position> reached = owned.reached();
        reached.putAll(current.through());
        Run run = intake.read(reached, context.config().batch().maxEvents());
        current.readOn(keyed(run, reached), run);
        return Duration.ZERO;
    }

    /** The events of a run that concern its partitions and lie behind what they have reached. */
    private List<KeyedItem> keyed(Run run, Map<Integer, Position> reached) {
        List<KeyedItem> keyed = new ArrayList<>();
        for (Run.Segment segment : run.segments()) {
            for (KeyedItem item : Keyer.key(projection, segment.items(), segment.through()::containsKey)) {
                if (reached.getOrDefault(item.partition(), Position.MAX)
                        .isBefore(item.item().position())) {
                    keyed.add(item);
                }
            }
        }
        return keyed;
    }

    private Duration idle(Duration untilRead) {
        saveIdleIfDue();
        long saveIn = owned.unsaved().isEmpty() ? Long.MAX_VALUE : Math.max(0, idleSaveAt() - now());
        return Duration.ofNanos(Math.min(untilRead.toNanos(), Math.min(saveIn, parked.untilDue(now()))));
    }

    /** Stores the checkpoints of partitions that passed positions without events for them. */
    private Duration saveIdleIfDue() {
        Set<Integer> due = idleSaveDue();
        if (!due.isEmpty()) {
            commit(new Commit(projection, owned.movesOf(due), List.of(), List.of(), List.of()));
        }
        return Duration.ZERO;
    }

    private Set<Integer> idleSaveDue() {
        if (now() < idleSaveAt()) {
            return Set.of();
        }
        idleSavedAt = now();
        return owned.unsaved();
    }

    /** At the same moments for all projections of the replica, so that the store can save theirs together. */
    private long idleSaveAt() {
        long interval = context.config().batch().idleCheckpointInterval().toNanos();
        return (Math.floorDiv(idleSavedAt, interval) + 1) * interval;
    }

    private Duration startRetry(ParkedKey key) {
        Attempt attempt = attempts.read(key);
        OptionalInt strayedTo = Retries.strayedTo(projection, attempt);
        if (strayedTo.isPresent()) {
            return handOver(Retries.handOver(projection, attempt, strayedTo.getAsInt(), owned));
        }
        batch = Retries.batch(projection, attempt, owned, parked);
        return Duration.ZERO;
    }

    private Duration handOver(Commit commit) {
        commit(commit);
        parkedDoubtful = true;
        context.stores().wakeups().announce(new Wakeup.ControlChanged());
        return Duration.ZERO;
    }

    private Duration advance(Batch<D> current) {
        Set<Key> missing = current.takeFrom(cache, parked, projection);
        if (!missing.isEmpty()) {
            current.loaded(missing, context.stores().readModels().load(projection, missing));
            return Duration.ZERO;
        }
        BatchFold<D> fold = current.fold(projection, parked);
        if (!fold.failures().isEmpty()) {
            return current.reads() > 1 ? startAnew(current) : foldAgain(current, fold.failures());
        }
        if (growth.allows(current, fold, now()) && !throttle.isByDocuments() && !isInterrupted()) {
            return readOn(current);
        }
        Attempt attempt = current.attempt();
        Commit commit = attempt == null
                ? Commits.ofRun(projection, current, fold, owned, idleSaveDue())
                : Retries.commit(projection, current, fold, owned, parked, attempt, now());
        CommitOutcome outcome = commit(commit);
        switch (outcome) {
            case Committed ignored -> committed(current, fold, commit);
            case Refused refused -> {
                return refused(current, refused);
            }
            case Fenced ignored -> {}
        }
        return Duration.ZERO;
    }

    private Duration refused(Batch<D> current, Refused refused) {
        if (current.reads() > 1) {
            return startAnew(current);
        }
        Attempt attempt = current.attempt();
        if (attempt != null && attempt.items().size() > 1) {
            attempts.oneByOne(attempt.key().key());
            batch = null;
            return startRetry(attempt.key());
        }
        return foldAgain(current, current.refusal(refused.key(), refused.reason()));
    }

    /** Whether anything waits for the batch in flight to end. */
    private boolean isInterrupted() {
        Directive wish = directive;
        return isStopRequested()
                || !wish.wanted().containsAll(owned.numbers())
                || wish.parkRequests() != parkRequestsSeen
                || parked.due(now()) != null;
    }

    private CommitOutcome commit(Commit commit) {
        long start = now();
        boolean anotherUnderWay = commitUnderWay;
        commitUnderWay = true;
        CommitOutcome outcome = context.stores().readModels().commit(commit);
        commitUnderWay = anotherUnderWay;
        switch (outcome) {
            case Committed ignored -> {
                owned.saved(commit.checkpoints());
                intake.committed(commit.checkpoints());
                context.listener().committed(commit, Duration.ofNanos(now() - start));
            }
            case Fenced ignored -> recover();
            case Refused ignored -> {}
        }
        return outcome;
    }

    private void committed(Batch<D> current, BatchFold<D> fold, Commit commit) {
        if (current.attempt() == null) {
            throttle.committed(commit.documents().size() + commit.writes().size(), now());
            owned.reach(current.through(), current.offsets());
        }
        current.giveBack(cache, fold.documents());
        for (ParkChange change : commit.parked()) {
            switch (change) {
                case ParkChange.Park park -> parked(current, park.key());
                case ParkChange.Unpark unpark -> {
                    parked.remove(unpark.key());
                    context.listener().unparked(projection.id(), unpark.key());
                }
                case ParkChange.Audit audit -> context.listener().answered(audit.note());
                case ParkChange.Expect ignored -> {}
                case ParkChange.Queue ignored -> {}
                case ParkChange.Dequeue ignored -> {}
                case ParkChange.Rule ignored -> {}
            }
        }
        batch = null;
    }

    private void parked(Batch<D> current, ParkedKey key) {
        if (key.request() != null) {
            parked.putAtOnce(key, now());
            return;
        }
        if (current.attempt() == null) {
            parked.put(key, now());
        } else {
            parked.failedAgain(key, now());
        }
        context.listener().parked(key);
    }

    /** Gives up a batch of several reads, whose earlier events are at hand no more, to take each read by itself. */
    private Duration startAnew(Batch<D> current) {
        growth.stopUntil(current.lowest());
        batch = null;
        intake.position(owned.places());
        return Duration.ZERO;
    }

    /** Folds the batch again without the failed keys, unless so many failed that going on would only hide a fault. */
    private Duration foldAgain(Batch<D> current, Map<Key, Failure> failures) {
        Attempt attempt = current.attempt();
        if (attempt != null && !failures.containsKey(attempt.key().key())) {
            batch = Retries.withdrawn(
                    current, attempt, failures.values().iterator().next());
            return Duration.ZERO;
        }
        current.failed(failures);
        int limit = context.config().retry().maxParkedKeys();
        if (attempt != null || parked.size() + current.failures().size() <= limit) {
            return Duration.ZERO;
        }
        int count = parked.subjects(current.failures().keySet());
        if (count <= limit) {
            return Duration.ZERO;
        }
        context.listener().halted(projection.id(), count);
        batch = null;
        intake.position(owned.places());
        return context.config().retry().maxDelay();
    }

    private long now() {
        return context.ticker().nanos();
    }
}
