package dev.leat.examples.onlineretail.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.event.EventId;
import dev.leat.event.EventStore;
import dev.leat.event.StreamId;
import dev.leat.examples.onlineretail.EventFiles;
import dev.leat.failure.LeatException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLoaderTest {

    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private final RecordingStore store = new RecordingStore();

    private LoadResult load(EventFile file, long limit, Consumer<MalformedLine> malformed) throws Exception {
        return new EventLoader(store, 3).load(file, limit, malformed, LoadListener.NONE);
    }

    private static void refuse(MalformedLine line) {
        throw new MalformedLineException("events", line);
    }

    private static String event(int stream, int number) {
        return "{\"streamId\":\"s-" + stream + "\",\"type\":\"T\",\"time\":\"2011-11-01T08:26:00Z\",\"data\":{\"n\":"
                + number + "}}";
    }

    /** Streams that interleave, with runs longer than one append. */
    private static String[] interleaved() {
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            int stream = round % 7;
            int length = round == 20 ? EventLoader.MAX_EVENTS_PER_APPEND * 2 + 3 : 1 + round % 5;
            for (int i = 0; i < length; i++) {
                lines.add(event(stream, i));
            }
        }
        return lines.toArray(String[]::new);
    }

    private static Map<StreamId, List<EventId>> expected(String[] lines) {
        Map<StreamId, List<EventId>> streams = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        for (int i = 0; i < lines.length; i++) {
            String stream = lines[i].substring(13, lines[i].indexOf('"', 13));
            streams.computeIfAbsent(StreamId.of(stream), id -> new ArrayList<>())
                    .add(EventId.of(i + 1L));
        }
        return streams;
    }

    @Test
    void everyStream_keepsTheOrderOfTheFile() throws Exception {
        String[] lines = interleaved();
        LoadResult result = load(EventFiles.plain(folder, lines), ALL, EventLoaderTest::refuse);
        assertThat(result.events()).isEqualTo(lines.length);
        assertThat(store.streams()).isEqualTo(expected(lines));
    }

    @Test
    void eventsInARow_areOneAppend() throws Exception {
        load(EventFiles.plain(folder, event(1, 1), event(1, 2), event(2, 1)), ALL, EventLoaderTest::refuse);
        assertThat(store.appends()).isEqualTo(2);
    }

    @Test
    void secondLoad_writesNothing() throws Exception {
        String[] lines = interleaved();
        EventFile file = EventFiles.plain(folder, lines);
        load(file, ALL, EventLoaderTest::refuse);
        load(file, ALL, EventLoaderTest::refuse);
        assertThat(store.streams()).isEqualTo(expected(lines));
    }

    @Test
    void limit_loadsTheFirstEvents() throws Exception {
        LoadResult result = load(EventFiles.plain(folder, interleaved()), 10, EventLoaderTest::refuse);
        assertThat(result.events()).isEqualTo(10);
        assertThat(store.streams().values().stream().mapToInt(List::size).sum()).isEqualTo(10);
    }

    @Test
    void heldLoad_appendsEverythingBefore() throws Exception {
        List<Long> appendedWhenHeld = new ArrayList<>();
        LoadListener holdsAtThird = new LoadListener() {
            private long appended;

            @Override
            public boolean holds(long eventNumber) {
                return eventNumber == 3;
            }

            @Override
            public void awaitRelease() throws InterruptedException {
                while (appended() < 2) {
                    Thread.sleep(1);
                }
                appendedWhenHeld.add(appended());
            }

            @Override
            public synchronized void appended(int events) {
                appended += events;
            }

            private synchronized long appended() {
                return appended;
            }
        };
        EventFile file = EventFiles.plain(folder, event(1, 1), event(1, 2), event(1, 3), event(1, 4));
        new EventLoader(store, 1).load(file, ALL, EventLoaderTest::refuse, holdsAtThird);
        assertThat(appendedWhenHeld).containsExactly(2L);
        assertThat(store.appends()).isEqualTo(2);
    }

    @Test
    void malformedLine_stopsTheLoad_behindTheEventsBeforeIt() throws Exception {
        EventFile file = EventFiles.plain(folder, event(1, 1), event(2, 1), "{oops", event(2, 2));
        assertThatThrownBy(() -> load(file, ALL, EventLoaderTest::refuse))
                .isInstanceOf(MalformedLineException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("not JSON")
                .hasMessageContaining("--on-error park");
        assertThat(store.streams().values().stream().mapToInt(List::size).sum()).isEqualTo(2);
    }

    @Test
    void malformedLine_isParked_andTheRestIsLoaded() throws Exception {
        EventFile file = EventFiles.plain(folder, event(1, 1), "{oops", event(1, 2), "\"\u0001");
        Path parkedFile = folder.resolve("parked.ndjson");
        try (ParkedLines parked = new ParkedLines(parkedFile)) {
            LoadResult result = load(file, ALL, parked::add);
            assertThat(result.events()).isEqualTo(2);
            assertThat(result.lines()).isEqualTo(4);
            assertThat(parked.count()).isEqualTo(2);
        }
        assertThat(Files.readAllLines(parkedFile))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"line\":2", "\"reason\":\"not JSON", "{oops"),
                        line -> assertThat(line).contains("\"line\":4"));
    }

    @Test
    void failureOfTheStore_namesTheLines() throws IOException {
        EventStore refusing = (EventStore) Proxy.newProxyInstance(
                EventStore.class.getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    throw new LeatException("no room");
                });
        EventFile file = EventFiles.plain(folder, interleaved());
        assertThatThrownBy(
                        () -> new EventLoader(refusing, 2).load(file, ALL, EventLoaderTest::refuse, LoadListener.NONE))
                .hasMessageContaining("Lines ")
                .hasMessageContaining("no room");
    }
}
