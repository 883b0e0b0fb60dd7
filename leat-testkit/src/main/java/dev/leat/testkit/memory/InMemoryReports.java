package dev.leat.testkit.memory;

import dev.leat.lease.ReplicaId;
import dev.leat.observe.ReplicaReport;
import dev.leat.observe.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest report of each replica. Thread-safe. */
final class InMemoryReports implements Reports {

    private final Database database;
    private final Map<ReplicaId, Written> written = new LinkedHashMap<>();

    InMemoryReports(Database database) {
        this.database = database;
    }

    private record Written(ReplicaReport report, Instant at) {}

    @Override
    public void write(ReplicaReport report) {
        database.run(() -> written.put(report.replica(), new Written(report, database.now())));
    }

    @Override
    public List<Reported> read() {
        return database.locked(() -> {
            Instant now = database.now();
            return written.values().stream()
                    .map(each -> new Reported(each.report(), age(each.at(), now)))
                    .toList();
        });
    }

    private static Duration age(Instant at, Instant now) {
        return now.isBefore(at) ? Duration.ZERO : Duration.between(at, now);
    }

    @Override
    public void remove(ReplicaId replica) {
        database.run(() -> written.remove(replica));
    }
}
