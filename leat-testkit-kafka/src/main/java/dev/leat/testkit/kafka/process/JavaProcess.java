package dev.leat.testkit.kafka.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a Java process is started: the Java of this process, a serial collector as suits two cores, a log. Immutable.
 *
 * @param heapMegabytes its largest heap
 * @param options further ones for the Java virtual machine
 * @param log file to which its error stream is appended
 */
public record JavaProcess(String classPath, int heapMegabytes, List<String> options, Path log) {

    private static final int LAST_LINES = 20;

    /** Copies the options. */
    public JavaProcess {
        options = List.copyOf(options);
    }

    /** One without further options. */
    public JavaProcess(String classPath, int heapMegabytes, Path log) {
        this(classPath, heapMegabytes, List.of(), log);
    }

    /** Starts a class whose output is read by the caller. */
    public Process startReporting(String main, List<String> arguments) {
        return start(ProcessBuilder.Redirect.PIPE, main, arguments);
    }

    /** Starts a class whose output goes to the log too. */
    Process start(String main, List<String> arguments) {
        return start(ProcessBuilder.Redirect.appendTo(log.toFile()), main, arguments);
    }

    private Process start(ProcessBuilder.Redirect output, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC"));
        // For the native part of compression.
        command.add("--enable-native-access=ALL-UNNAMED");
        // Java's own words go to the log too: standard output is for reports.
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + main + ".", e);
        }
    }

    /** The end of a log. */
    public static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "none, because its log cannot be read: " + e.getMessage();
        }
    }
}
