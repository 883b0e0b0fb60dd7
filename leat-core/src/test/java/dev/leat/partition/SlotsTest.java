package dev.leat.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlotsTest {

    /** Published values: xxHash's own, and those of python-xxhash and cespare/xxhash for longer input. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | EF46DB3751D8E999",
                "a | D24EC4F1A98C6E5B",
                "as | 1C330FB2D66BE179",
                "asd | 631C37CE72A97393",
                "asdf | 415872F599CEA71E",
                "abc | 44BC2CF5AD770999",
                "Nobody inspects the spammish repetition | FBCEA83C8A378BF1",
                "Call me Ishmael. Some years ago--never mind how long precisely- | 02A2E85470D6FD96"
            })
    void hash_isTheOneThatXxHashPublishes(String text, String hex) {
        assertThat(Xxh64.hash(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(Long.parseUnsignedLong(hex, 16));
    }

    @Test
    void slot_isTheHashModulo1024() {
        assertThat(Slots.of("abc")).isEqualTo(0x999 & 1023);
        assertThat(Slots.of("")).isEqualTo(0x999 & 1023);
        assertThat(Slots.of("a")).isEqualTo(0xE5B & 1023);
    }

    @Property
    void slot_isInRange_andHasAPartition(@ForAll String text, @ForAll @IntRange(min = 1, max = 1024) int count) {
        int slot = Slots.of(text);
        assertThat(slot).isBetween(0, Slots.COUNT - 1);
        Partitioning partitioning = new Partitioning(count);
        int partition = partitioning.partitionOf(slot);
        assertThat(partition).isBetween(0, count - 1);
        assertThat(partitioning.slotsOf(partition).contains(slot)).isTrue();
    }

    @Property(tries = 200)
    void partitions_divideTheSlots_evenlyAndWithoutRest(@ForAll @IntRange(min = 1, max = 1024) int count) {
        Partitioning partitioning = new Partitioning(count);
        int[] sizes = new int[count];
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            int partition = partitioning.partitionOf(slot);
            assertThat(partitioning.slotsOf(partition).contains(slot)).isTrue();
            sizes[partition]++;
        }
        SlotSet union = partitioning.slotsOf(0);
        for (int partition = 0; partition < count; partition++) {
            assertThat(sizes[partition]).isBetween(Slots.COUNT / count, (Slots.COUNT + count - 1) / count);
            union = union.plus(partitioning.slotsOf(partition));
        }
        assertThat(union).isEqualTo(SlotSet.ALL);
    }

    @Test
    void partitionCount_isRefused_outsideTheSlots() {
        assertThatThrownBy(() -> new Partitioning(0))
                .hasMessageContaining("1 to 1024")
                .hasMessageContaining("0");
        assertThatThrownBy(() -> new Partitioning(1025)).hasMessageContaining("1025");
    }

    @Property
    void slotRange_holdsItsSlots_orIsRefused(
            @ForAll @IntRange(min = -1, max = 1025) int from,
            @ForAll @IntRange(min = -1, max = 1025) int to,
            @ForAll @IntRange(min = -2, max = 1030) int slot) {
        if (from >= 0 && from <= to && to <= Slots.COUNT) {
            assertThat(SlotSet.range(from, to).contains(slot)).isEqualTo(slot >= from && slot < to);
        } else {
            assertThatThrownBy(() -> SlotSet.range(from, to))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("before 1024");
        }
        assertThat(SlotSet.ALL.contains(slot)).isEqualTo(slot >= 0 && slot < Slots.COUNT);
    }

    @Test
    void slotSet_containsAll_ofItsParts() {
        SlotSet some = SlotSet.range(10, 20);
        assertThat(SlotSet.ALL.containsAll(some)).isTrue();
        assertThat(some.containsAll(SlotSet.range(19, 21))).isFalse();
        assertThat(some.plus(SlotSet.range(20, 22)).containsAll(SlotSet.range(12, 21)))
                .isTrue();
        assertThat(SlotSet.range(5, 5).isEmpty()).isTrue();
    }
}
