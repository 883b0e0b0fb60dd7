package dev.leat.benchmarks.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures the CPU time, user and system, that processes of this machine use from a moment on, as the operating system
 * counts it (on Linux in {@code /proc/<pid>/stat}, in steps of 10 ms). Immutable.
 */
public final class CpuMeter {

    private final List<Start> starts;

    private record Start(ProcessHandle process, Duration used) {}

    private CpuMeter(List<Start> starts) {
        this.starts = starts;
    }

    /** Starts to measure some processes. */
    public static CpuMeter start(List<ProcessHandle> processes) {
        List<Start> starts = new ArrayList<>(processes.size());
        for (ProcessHandle process : processes) {
            used(process).ifPresent(used -> starts.add(new Start(process, used)));
        }
        return new CpuMeter(List.copyOf(starts));
    }

    /** CPU time of all of them since the start; empty when there is none to be read. */
    public Optional<Duration> used() {
        return starts.isEmpty()
                ? Optional.empty()
                : Optional.of(starts.stream()
                        .map(start -> used(start.process()).orElse(start.used()).minus(start.used()))
                        .reduce(Duration.ZERO, Duration::plus));
    }

    private static Optional<Duration> used(ProcessHandle process) {
        return process.info().totalCpuDuration();
    }
}
