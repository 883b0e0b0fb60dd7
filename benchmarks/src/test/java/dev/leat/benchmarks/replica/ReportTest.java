package dev.leat.benchmarks.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    static List<Report> reports() {
        return List.of(
                new Report.Ready(),
                new Report.Held(),
                new Report.Claimed("totals-1:1/31"),
                new Report.Parted("totals-1:1/0"),
                new Report.Appended(2_000),
                new Report.Heap(123_456_789_012L),
                new Report.Committed(12, List.of("totals-1:1/0", "totals-1:1/7"), 1_700_000_000_123_456L, List.of()),
                new Report.Committed(0, List.of(), 1L, List.of(4L, 5L)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void parse_givesBack_whatWasWritten(Report report) {
        assertThat(Report.parse(report.line())).contains(report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready", "OpenJDK warning: something"})
    void parse_passesOver_linesWithoutTheMark(String line) {
        assertThat(Report.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ready now", "claimed", "committed 1 2"})
    void parse_refuses_brokenReports(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.parse(Report.MARK + line))
                .withMessageContaining("Not a line");
    }
}
