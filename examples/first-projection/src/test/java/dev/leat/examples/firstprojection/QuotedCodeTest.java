package dev.leat.examples.firstprojection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every piece of Java in the documents stands in a source that is compiled; the line above the piece names it. */
class QuotedCodeTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern PIECE =
            Pattern.compile("(?:<!-- from (\\S+) -->\\n+)?```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyPieceOfJava_isPartOfTheSourceItNames() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult piece :
                    PIECE.matcher(Files.readString(document)).results().toList()) {
                if (piece.group(1) == null) {
                    wrong.add(document + " does not name the source of: " + piece.group(2));
                } else if (!unindented(Files.readString(ROOT.resolve(piece.group(1))))
                        .contains(unindented(piece.group(2)))) {
                    wrong.add(document + " quotes what " + piece.group(1) + " does not have: " + piece.group(2));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> top = Files.list(ROOT)) {
            return Stream.concat(docs, top)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
