package dev.leat.observe;

import dev.leat.lease.ReplicaId;
import java.time.Duration;
import java.util.List;

/**
 * Keeps the newest report of each replica <em>(SPI)</em>, wherever heartbeats are kept. Thread-safe; every call blocks.
 *
 * <p>Nothing rests on a report: a write may be acknowledged by one member, and be lost. One of a replica that fell silent
 * stays for about an hour, with its age by the store's clock.
 */
public interface Reports {

    /** The longest time between two reports of a replica that lives. */
    Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Replaces a replica's report. */
    void write(ReplicaReport report);

    /** The report of each replica. */
    List<Reported> read();

    /** Removes a replica's report, if there is one. */
    void remove(ReplicaId replica);

    /**
     * A report as it is stored.
     *
     * @param age since it was written, by the store's clock
     */
    record Reported(ReplicaReport report, Duration age) {}
}
