package dev.leat.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFactsTest {

    @Test
    void facts_areReadFromTheLines() {
        ProcessFacts facts =
                ProcessFacts.parse(List.of("Name:\tjava", "VmHWM:\t  123456 kB", "VmRSS:\t  99 kB", "Threads:\t42"));

        assertThat(facts.threads()).hasValue(42);
        assertThat(facts.peakBytes()).hasValue(123_456L * 1024);
    }

    @Test
    void facts_areEmpty_whereNothingIsTold() {
        assertThat(ProcessFacts.parse(List.of()).threads()).isEmpty();
        assertThat(ProcessFacts.parse(List.of()).peakBytes()).isEmpty();
    }
}
