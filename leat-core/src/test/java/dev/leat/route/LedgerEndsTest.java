package dev.leat.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.event.Position;
import dev.leat.ledger.SourceId;
import org.junit.jupiter.api.Test;

/** One look at a quiet ledger does for all projections of a replica. */
final class LedgerEndsTest {

    private static final SourceId SOURCE = SourceId.DEFAULT;
    private static final long INTERVAL = 100;

    private final LedgerEnds ends = new LedgerEnds();

    @Test
    void isDue_saysYesToOneOnly_untilTheIntervalIsOver() {
        assertThat(ends.isDue(SOURCE, Position.of(5), 0, INTERVAL)).isTrue();
        assertThat(ends.isDue(SOURCE, Position.of(5), 99, INTERVAL)).isFalse();
        assertThat(ends.isDue(SOURCE, Position.of(5), 100, INTERVAL)).isTrue();
        assertThat(ends.isDue(SOURCE, Position.of(5), 101, INTERVAL)).isFalse();
    }

    @Test
    void isDue_saysYes_toWhoeverIsBehindTheEndThatWasSeen() {
        ends.seen(SOURCE, Position.of(9), 0);

        assertThat(ends.isDue(SOURCE, Position.of(5), 1, INTERVAL)).isTrue();
    }

    @Test
    void isDue_saysNo_toWhoeverStandsAtTheEndThatWasSeen() {
        ends.seen(SOURCE, Position.of(9), 0);

        assertThat(ends.isDue(SOURCE, Position.of(9), 1, INTERVAL)).isFalse();
        assertThat(ends.dueIn(SOURCE, 1, INTERVAL)).isEqualTo(99);
    }

    @Test
    void isDue_tellsSourcesApart() {
        ends.seen(SOURCE, Position.of(9), 0);

        assertThat(ends.isDue(SourceId.of("others"), Position.of(9), 1, INTERVAL))
                .isTrue();
    }
}
