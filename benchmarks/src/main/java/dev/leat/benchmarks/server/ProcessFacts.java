package dev.leat.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the operating system tells of a process, where it is Linux.
 *
 * @param threads of it at the moment
 * @param peakBytes most memory that it ever had in use (resident set)
 */
public record ProcessFacts(OptionalLong threads, OptionalLong peakBytes) {

    private static final long KIB = 1024;

    /** Reads {@code /proc/<pid>/status}; where there is none, nothing is known. */
    public static ProcessFacts of(ProcessHandle process) {
        try {
            return parse(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")));
        } catch (IOException e) {
            return new ProcessFacts(OptionalLong.empty(), OptionalLong.empty());
        }
    }

    static ProcessFacts parse(List<String> lines) {
        OptionalLong kib = number(lines, "VmHWM:");
        return new ProcessFacts(
                number(lines, "Threads:"),
                kib.isPresent() ? OptionalLong.of(kib.getAsLong() * KIB) : OptionalLong.empty());
    }

    private static OptionalLong number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
    }
}
