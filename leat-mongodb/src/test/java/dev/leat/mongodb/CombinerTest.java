package dev.leat.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.failure.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes together, and what becomes of it. One lane, held until the test lets it go. */
class CombinerTest {

    private static final String FIRST = "first";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch firstIsOn = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final LinkedBlockingQueue<List<String>> carried = new LinkedBlockingQueue<>();
    private final Combiner<String, String> combiner =
            new Combiner<>(1, 10, String::length, this::alone, this::together);

    @AfterEach
    void end() throws InterruptedException {
        firstMayEnd.countDown();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private String alone(String item) {
        carried.add(List.of(item));
        if (item.equals(FIRST)) {
            firstIsOn.countDown();
            awaitEnd();
        }
        if (item.startsWith("!")) {
            throw new StoreUnavailableException(item);
        }
        return "alone " + item;
    }

    private void awaitEnd() {
        try {
            assertThat(firstMayEnd.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> together(List<String> items) {
        carried.add(items);
        if (items.stream().anyMatch(item -> item.startsWith("!"))) {
            throw new StoreUnavailableException("together");
        }
        if (items.stream().anyMatch(item -> item.startsWith("?"))) {
            return Optional.empty();
        }
        return Optional.of("together");
    }

    /** Starts the first, then the others in order, each when the one before waits; then lets the first end. */
    private List<Future<String>> start(String... others) throws InterruptedException {
        List<Future<String>> running = new ArrayList<>();
        running.add(threads.submit(() -> combiner.run(FIRST)));
        assertThat(firstIsOn.await(1, TimeUnit.MINUTES)).isTrue();
        for (String other : others) {
            int before = combiner.waiting();
            running.add(threads.submit(() -> combiner.run(other)));
            while (combiner.waiting() == before) {
                Thread.onSpinWait();
            }
        }
        firstMayEnd.countDown();
        return running;
    }

    private static List<String> results(List<Future<String>> running) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<String> future : running) {
            results.add(future.get(1, TimeUnit.MINUTES));
        }
        return results;
    }

    @Test
    void run_waitsForNobody_whileALaneIsFree() {
        assertThat(combiner.run("a")).isEqualTo("alone a");
        assertThat(combiner.run("b")).isEqualTo("alone b");
    }

    @Test
    void thoseThatComeWhileLanesAreTaken_goTogether() throws Exception {
        assertThat(results(start("a", "b", "c"))).containsExactly("alone first", "together", "together", "together");
        assertThat(carried).containsExactly(List.of(FIRST), List.of("a", "b", "c"));
    }

    @Test
    void aGroup_isNoHeavierThanAllowed_butForOneThatIsItself() throws Exception {
        assertThat(results(start("aaaa", "bbbb", "cccc", "a heavy one, alone", "d")))
                .containsExactly(
                        "alone first", "together", "together", "alone cccc", "alone a heavy one, alone", "alone d");
        assertThat(carried)
                .containsExactly(
                        List.of(FIRST),
                        List.of("aaaa", "bbbb"),
                        List.of("cccc"),
                        List.of("a heavy one, alone"),
                        List.of("d"));
    }

    @Test
    void eachIsTriedAlone_whenNoneHappened() throws Exception {
        assertThat(results(start("a", "?b", "c"))).containsExactly("alone first", "alone a", "alone ?b", "alone c");
    }

    @Test
    void aFailure_isEverybodysWhoWentTogether_andTheNextOnesGoAlone() throws Exception {
        List<Future<String>> running = start("a", "!b", "c", "ddddddd", "e", "ff");
        for (Future<String> failed : running.subList(1, 4)) {
            assertThatThrownBy(() -> failed.get(1, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(StoreUnavailableException.class);
        }
        assertThat(results(running.subList(4, 7))).containsExactly("alone ddddddd", "alone e", "alone ff");
    }

    @Test
    void aFailureAlone_freesTheLane() {
        assertThatThrownBy(() -> combiner.run("!")).isInstanceOf(StoreUnavailableException.class);
        assertThat(combiner.run("a")).isEqualTo("alone a");
    }
}
