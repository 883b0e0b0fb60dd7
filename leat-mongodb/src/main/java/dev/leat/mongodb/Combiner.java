package dev.leat.mongodb;

import dev.leat.failure.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Carries out calls that come at the same time together, as databases commit in groups. A call starts at once while a
 * lane is free. Those that find none wait in order; whoever frees a lane gives it to the first of them, who carries out
 * as many as go together, on its own thread. So a lone caller waits for nobody, and the busier, the larger the groups.
 * Thread-safe.
 *
 * @param <T> what is to be carried out
 * @param <R> what becomes of it
 */
final class Combiner<T, R> {

    private final long maxWeight;
    private final ToLongFunction<T> weight;
    private final Function<T, R> alone;
    private final Function<List<T>, Optional<R>> together;

    private final ArrayDeque<Waiting<T, R>> queue = new ArrayDeque<>();
    private int freeLanes;
    private int ungrouped;

    /**
     * Starts with all lanes free.
     *
     * @param lanes how many are carried out at once
     * @param maxWeight most that goes together; one of more goes alone
     * @param alone carries out one
     * @param together carries out two or more and tells what became of each of them; empty when each is to be tried
     *     alone, which must do no harm to one that happened
     */
    Combiner(
            int lanes,
            long maxWeight,
            ToLongFunction<T> weight,
            Function<T, R> alone,
            Function<List<T>, Optional<R>> together) {
        this.freeLanes = lanes;
        this.maxWeight = maxWeight;
        this.weight = weight;
        this.alone = alone;
        this.together = together;
    }

    private record Waiting<T, R>(T item, CompletableFuture<Turn<T, R>> turn) {}

    private sealed interface Turn<T, R> {

        /** The caller has a lane, and carries out these; its own is the first. */
        record Carry<T, R>(List<Waiting<T, R>> group) implements Turn<T, R> {}

        record Done<T, R>(R result) implements Turn<T, R> {}

        record Alone<T, R>() implements Turn<T, R> {}

        record Failed<T, R>(RuntimeException failure) implements Turn<T, R> {}
    }

    /**
     * Carries out one, together with others or alone.
     *
     * @throws RuntimeException what {@code alone} or {@code together} threw, to each of those who went together
     */
    R run(T item) {
        Turn<T, R> turn = enter(new Waiting<>(item, new CompletableFuture<>()));
        if (turn instanceof Turn.Carry<T, R> lane) {
            turn = carry(lane.group());
        }
        return switch (turn) {
            case Turn.Done<T, R> done -> done.result();
            case Turn.Failed<T, R> failed -> throw failed.failure();
            case Turn.Alone<T, R> ignored -> alone.apply(item);
            case Turn.Carry<T, R> ignored -> throw new IllegalStateException("A lane led to a lane.");
        };
    }

    /** How many wait for a lane. */
    synchronized int waiting() {
        return queue.size();
    }

    private Turn<T, R> enter(Waiting<T, R> mine) {
        synchronized (this) {
            if (freeLanes > 0) {
                freeLanes--;
                return new Turn.Carry<>(List.of(mine));
            }
            queue.add(mine);
        }
        return mine.turn().join();
    }

    private Turn<T, R> carry(List<Waiting<T, R>> group) {
        Turn<T, R> turn = new Turn.Failed<>(new StoreUnavailableException("The thread that carried this out died."));
        try {
            turn = group.size() == 1
                    ? new Turn.Done<>(alone.apply(group.getFirst().item()))
                    : carryTogether(group);
        } catch (RuntimeException e) {
            turn = new Turn.Failed<>(e);
        } finally {
            for (Waiting<T, R> other : group.subList(1, group.size())) {
                other.turn().complete(turn);
            }
            handOn(turn instanceof Turn.Failed ? group.size() : 0);
        }
        return turn;
    }

    private Turn<T, R> carryTogether(List<Waiting<T, R>> group) {
        Optional<R> result = together.apply(group.stream().map(Waiting::item).toList());
        return result.isPresent() ? new Turn.Done<>(result.get()) : new Turn.Alone<>();
    }

    /** Gives the lane to the first of those who wait. */
    private synchronized void handOn(int failedTogether) {
        // One may fail the others each time: the next ones go alone, so that it fails only itself.
        ungrouped = Math.max(ungrouped, failedTogether > 1 ? failedTogether : 0);
        List<Waiting<T, R>> group = nextGroup();
        if (group.isEmpty()) {
            freeLanes++;
        } else {
            group.getFirst().turn().complete(new Turn.Carry<>(group));
        }
    }

    private List<Waiting<T, R>> nextGroup() {
        List<Waiting<T, R>> group = new ArrayList<>();
        long sum = 0;
        while (!queue.isEmpty()) {
            sum += weight.applyAsLong(queue.element().item());
            if (!group.isEmpty() && sum > maxWeight) {
                break;
            }
            group.add(queue.remove());
            if (ungrouped > 0) {
                ungrouped--;
                break;
            }
        }
        return group;
    }
}
