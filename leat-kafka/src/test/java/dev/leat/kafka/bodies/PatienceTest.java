package dev.leat.kafka.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A topic that stands still is soon waited for no more, and one that keeps up is. */
final class PatienceTest {

    private final Patience patience = new Patience(800);

    @Test
    void waitsInVain_halveIt_downToNone_whichIsToldOnce() {
        assertThat(patience.nanos()).isEqualTo(800);
        assertThat(patience.wasInVain()).isFalse();
        assertThat(patience.nanos()).isEqualTo(400);
        assertThat(patience.wasInVain()).isFalse();
        assertThat(patience.wasInVain()).isFalse();
        assertThat(patience.nanos()).isEqualTo(100);
        assertThat(patience.wasInVain()).isTrue();
        assertThat(patience.nanos()).isZero();
        assertThat(patience.wasInVain()).isFalse();
    }

    @Test
    void whatComesInTime_bringsBackAsMuchAsWouldHaveSufficed() {
        while (!patience.wasInVain()) {
            assertThat(patience.nanos()).isPositive();
        }
        assertThat(patience.came(801)).as("too late to have been waited for").isFalse();
        assertThat(patience.nanos()).isZero();
        assertThat(patience.came(150)).isTrue();
        assertThat(patience.nanos()).isEqualTo(300);
        assertThat(patience.came(10)).isFalse();
        assertThat(patience.nanos()).as("never less than before").isEqualTo(300);
        assertThat(patience.came(800)).isFalse();
        assertThat(patience.nanos()).isEqualTo(800);
    }

    /** A gap now and then in a topic that is quick. */
    @Test
    void gaps_costNoMoreThanTheTopicsDelay() {
        for (int i = 0; i < 100; i++) {
            patience.wasInVain();
            patience.came(60);
        }
        assertThat(patience.nanos()).isEqualTo(120);
    }

    @Test
    void none_staysNone() {
        Patience none = new Patience(0);
        assertThat(none.came(0)).isFalse();
        assertThat(none.wasInVain()).isFalse();
        assertThat(none.nanos()).isZero();
    }
}
