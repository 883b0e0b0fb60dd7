package dev.leat.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leat.lease.ReplicaId;
import dev.leat.ledger.SourceId;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.ReplicaReport.ProjectionReport;
import dev.leat.observe.ReplicaReport.SourceReport;
import dev.leat.observe.ReplicaReport.TaskError;
import dev.leat.observe.Reports;
import dev.leat.observe.Reports.Reported;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@link Reports} must keep. That one of a replica that fell silent goes after an hour is not tested. */
public abstract class ReportsConformance extends StoreConformance {

    /** A store may not be so slow that the age of what was just written comes near this. */
    private static final Duration SOON = Duration.ofMinutes(5);

    private Reports reports() {
        return stores().reports();
    }

    private static ReplicaReport full(ReplicaId replica, long events) {
        return new ReplicaReport(
                replica,
                "1.2.3",
                "host $1 \u00fc",
                Duration.ofMillis(12_345),
                List.of(new SourceReport(SourceId.of("events"), events, 0.25)),
                List.of(
                        new ProjectionReport(new ProjectionId("x.y", 1), 7, events, 1_234.5, 0),
                        new ProjectionReport(new ProjectionId("other", 2), 1, 0, 0, 10_001)),
                List.of(new TaskError("projection x.y:1", Duration.ofSeconds(3), "Failure: {$set: 1} \n at x")));
    }

    private static ReplicaReport empty(ReplicaId replica) {
        return new ReplicaReport(replica, "1.2.3", "host", Duration.ZERO, List.of(), List.of(), List.of());
    }

    private Set<ReplicaReport> read() {
        return reports().read().stream().map(Reported::report).collect(Collectors.toSet());
    }

    @Test
    public void report_isReadAsItWasWritten_byEverybody() {
        assertEquals(List.of(), reports().read());
        reports().write(full(ONE, 5));
        reports().write(empty(TWO));
        assertEquals(Set.of(full(ONE, 5), empty(TWO)), read());
        assertEquals(2, fixture().anotherReplica().reports().read().size());
    }

    @Test
    public void report_replacesTheOneBefore_wholly() {
        reports().write(full(ONE, 5));
        reports().write(full(ONE, 6));
        assertEquals(Set.of(full(ONE, 6)), read());
        reports().write(empty(ONE));
        assertEquals(Set.of(empty(ONE)), read());
    }

    @Test
    public void report_isRemoved_andOthersStay() {
        reports().write(full(ONE, 5));
        reports().write(full(TWO, 6));
        reports().remove(ONE);
        reports().remove(ONE);
        assertEquals(Set.of(full(TWO, 6)), read());
    }

    @Test
    public void report_hasAnAge_byTheStoresClock() {
        reports().write(full(ONE, 5));
        Duration age = reports().read().getFirst().age();
        assertFalse(age.isNegative(), () -> "age " + age);
        assertTrue(age.compareTo(SOON) < 0, () -> "age " + age);
    }
}
