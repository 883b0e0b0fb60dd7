package dev.leat.kafka.bodies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.event.Position;
import dev.leat.kafka.foreign.ForeignFormats;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the cache gives, and for what it waits. Longest waits are so long that a test that waits in vain shows it. */
final class BodyCacheTest {

    private static final Duration FOR_EVER = Duration.ofMinutes(10);
    private static final long PLENTY = 1 << 20;

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    private static BodyCache cache(long bytes, Duration wait) {
        BodySettings settings = new BodySettings("topic", ForeignFormats.of("mongodb-connector"), bytes, wait);
        return new BodyCache(settings, System::nanoTime);
    }

    private static RawBsonDocument document(int n) {
        return new RawBsonDocument(new BsonDocument("n", new BsonInt32(n)), new BsonDocumentCodec());
    }

    private static List<Arrival> arrivals(int... ids) {
        return Arrays.stream(ids).mapToObj(id -> new Arrival(id, document(id))).toList();
    }

    /** Events whose ids are their positions. */
    private static NavigableMap<Position, Object> wanted(int... positions) {
        NavigableMap<Position, Object> wanted = new TreeMap<>();
        for (int position : positions) {
            wanted.put(Position.of(position), position);
        }
        return wanted;
    }

    private static Map<Position, RawBsonDocument> found(int... positions) {
        Map<Position, RawBsonDocument> found = new TreeMap<>();
        for (int position : positions) {
            found.put(Position.of(position), document(position));
        }
        return found;
    }

    private CompletableFuture<Map<Position, RawBsonDocument>> findElsewhere(BodyCache cache, int... positions) {
        Thread[] finder = new Thread[1];
        CompletableFuture<Map<Position, RawBsonDocument>> found = CompletableFuture.supplyAsync(
                () -> {
                    synchronized (finder) {
                        finder[0] = Thread.currentThread();
                    }
                    return cache.find(wanted(positions));
                },
                others);
        await().until(() -> {
            synchronized (finder) {
                return finder[0] != null && finder[0].getState() == Thread.State.TIMED_WAITING;
            }
        });
        return found;
    }

    @Test
    void whatIsThere_isGivenAtOnce() {
        BodyCache cache = cache(PLENTY, FOR_EVER);
        cache.put(arrivals(1, 2, 3));
        assertThat(cache.find(wanted(1, 3))).isEqualTo(found(1, 3));
        assertThat(cache.find(wanted(1, 3))).as("others want it, too").isEqualTo(found(1, 3));
    }

    @Test
    void whatHasNotCome_isWaitedFor() {
        BodyCache cache = cache(PLENTY, FOR_EVER);
        cache.put(arrivals(1));
        var found = findElsewhere(cache, 1, 2, 3);
        cache.put(arrivals(3));
        assertThat(found).isNotDone();
        cache.put(arrivals(2));
        assertThat(found.join()).isEqualTo(found(1, 2, 3));
    }

    @Test
    void whatWasAskedForBefore_isNotWaitedForAgain() {
        BodyCache cache = cache(PLENTY, FOR_EVER);
        cache.put(arrivals(1, 5));
        cache.find(wanted(5));
        assertThat(cache.find(wanted(1, 2, 3))).isEqualTo(found(1));
    }

    @Test
    void topicThatStandsStill_isWaitedForNoMore_untilItKeepsUp() {
        BodyCache cache = cache(PLENTY, Duration.ofMillis(8));
        AtomicInteger position = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            assertThat(cache.find(wanted(position.incrementAndGet()))).isEmpty();
        }
        assertThat(cache.isWaitedFor()).isFalse();
        await().until(() -> {
            cache.find(wanted(position.incrementAndGet()));
            cache.put(arrivals(position.get()));
            return cache.isWaitedFor();
        });
    }

    @Test
    void closing_letsThoseGoWhoWait() {
        BodyCache cache = cache(PLENTY, FOR_EVER);
        cache.put(arrivals(1));
        var found = findElsewhere(cache, 1, 2);
        cache.close();
        assertThat(found.join()).isEqualTo(found(1));
    }

    @Test
    void oldestGoFirst_whenThereAreTooManyBytes() {
        BodyCache cache = cache(3L * (200 + document(1).getByteBuffer().remaining()), Duration.ZERO);
        cache.put(arrivals(1, 2, 3));
        cache.put(arrivals(1, 4));
        assertThat(cache.find(wanted(1, 2, 3, 4))).isEqualTo(found(2, 3, 4));
    }

    @Test
    void doubles_changeNothing_andTwoThatDiffer_countAsNone() {
        BodyCache cache = cache(PLENTY, FOR_EVER);
        cache.put(arrivals(1, 1, 2));
        cache.put(arrivals(1));
        cache.put(List.of(new Arrival(2, document(7)), new Arrival(2, document(2))));
        assertThat(cache.find(wanted(1, 2))).isEqualTo(found(1));
    }
}
