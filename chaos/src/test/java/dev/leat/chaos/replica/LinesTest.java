package dev.leat.chaos.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void order_isReadAsItWasWritten() {
        Order halt = new Order(Order.Verb.HALT, Set.of(Point.AFTER_APPEND, Point.BEFORE_COMMIT));

        assertThat(Order.parse(halt.line())).isEqualTo(halt);
        assertThat(Order.parse(Order.of(Order.Verb.GO).line())).isEqualTo(Order.of(Order.Verb.GO));
    }

    @Test
    void report_isReadAsItWasWritten_onOneLine() {
        Report report = new Report(Report.Kind.RECONCILING, "two\nlines");

        assertThat(Report.parse(report.line())).hasValue(new Report(Report.Kind.RECONCILING, "two lines"));
    }

    @Test
    void lineOfSomebodyElse_isNoReport() {
        assertThat(Report.parse("Picked up JAVA_TOOL_OPTIONS: -Xmx1g")).isEmpty();
    }
}
