package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/reference/configuration.md} to the code: every key is there, with its true default. */
final class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(leat\\.[a-z.-]+)` \\| [a-z]+ \\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void page_listsEveryKey_andNoOther() throws IOException {
        assertThat(rows().keySet()).containsExactlyElementsOf(LeatProperties.KEYS);
    }

    @Test
    void defaults_areThoseOfTheCode() throws IOException {
        for (Map.Entry<String, String> row : rows().entrySet()) {
            assertThat(LeatProperties.read(Map.of(row.getKey(), row.getValue())))
                    .as("with the default that the page tells of %s", row)
                    .isEqualTo(LeatConfig.DEFAULTS);
        }
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }
}
