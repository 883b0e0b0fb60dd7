package dev.leat.examples.onlineretail.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RebuildRowTest {

    /** The names are those that {@code benchmarks/compare} looks for. */
    @Test
    void line_holdsTheFieldsThatAreCompared() {
        assertThat(new RebuildRow(20_000, 1_000, 800, 200, true).line().strip())
                .isEqualTo("{\"kind\":\"rebuild\",\"events\":20000,\"cursorEventsPerSecond\":1000,"
                        + "\"decodingCursorEventsPerSecond\":800,\"eventsPerSecond\":200,\"exact\":true}");
    }
}
