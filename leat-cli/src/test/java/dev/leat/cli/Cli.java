package dev.leat.cli;

import dev.leat.examples.firstprojection.BankDefinition;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the command line as a process of its own, with the class path that ./leat gives it, which lacks the example, so that
 * --classpath is what finds it. Tests run in the folder of their module.
 */
final class Cli {

    private static final String EXAMPLE_CLASSES = "../examples/first-projection/target/classes";

    private Cli() {}

    /** What a process printed and how it ended. */
    record Ended(int exitCode, String out, String err) {}

    static Path exampleClasses() {
        return Path.of(EXAMPLE_CLASSES);
    }

    /** The options that name the bank's definition. */
    static List<String> bank() {
        return List.of("--definition", BankDefinition.class.getName(), "--classpath", EXAMPLE_CLASSES);
    }

    static Ended run(String uri, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, "target/classes", "target/lib/*"),
                Main.class.getName()));
        command.addAll(arguments);
        File err = File.createTempFile("leat-cli", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err);
        builder.environment().put("LEAT_MONGODB_URI", uri);
        builder.environment().remove("LEAT_DATABASE");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String messages = Files.readString(err.toPath());
        Files.delete(err.toPath());
        return new Ended(exitCode, out, messages);
    }
}
