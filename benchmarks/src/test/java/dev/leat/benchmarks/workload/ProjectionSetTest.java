package dev.leat.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProjectionSetTest {

    @Test
    void everyProjection_wantsEveryEvent_whereThereIsOneType() {
        ProjectionSet set = ProjectionSet.alike(3);

        assertThat(set.effectsPerEvent()).isEqualTo(3);
        assertThat(set.wantedBy(2)).isEqualTo(set.typeOf(17));
        Workload workload = new Workload(5, 0, 1, set);
        workload.next(10);
        assertThat(workload.expectedOf(2)).isSameAs(workload.expected());
    }

    @Test
    void eachType_isWantedByAsManyProjections_andEachEventCountsForThose() {
        ProjectionSet set = new ProjectionSet(8, 4, 2);

        assertThat(set.effectsPerEvent()).isEqualTo(4);
        for (int stream : List.of(1, 2)) {
            assertThat(IntStream.range(0, 8).filter(index -> set.wantedBy(index).equals(set.typeOf(stream))))
                    .hasSize(4);
        }
        Workload workload = new Workload(6, 0, 1, set);
        workload.nextEvenly(24);
        long events = workload.expectedOf(0).events() + workload.expectedOf(1).events();
        assertThat(events).isEqualTo(24);
        assertThat(workload.expectedOf(0)).isSameAs(workload.expectedOf(2)).isNotSameAs(workload.expectedOf(1));
    }

    @Test
    void typesThatAreNotSharedOutEvenly_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProjectionSet(6, 4, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProjectionSet(0, 4, 0));
    }
}
