package dev.leat.examples.onlineretail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class DemoCommandTest {

    @ParameterizedTest
    @CsvSource({
        "0, --help, Exit codes",
        "2, --replicas=0, --replicas takes 1 to 32",
        "2, --limit=0, --limit takes 1 or more",
        "2, --on-error=skip, stop",
        "2, --event=x, Unknown option",
        "1, --events=there-is-no-such-file, Cannot read there-is-no-such-file"
    })
    void exitCode_andMessage_sayWhatIsWrong(int code, String argument, String message) {
        StringWriter text = new StringWriter();
        CommandLine command = new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    text.append(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        assertThat(command.execute(argument)).isEqualTo(code);
        assertThat(text.toString()).contains(message);
    }
}
