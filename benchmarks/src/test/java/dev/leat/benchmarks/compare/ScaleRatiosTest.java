package dev.leat.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleRatiosTest {

    @TempDir
    Path folder;

    @Test
    void ratios_setEachSizeBesideTheFirst() throws IOException {
        Path file = folder.resolve("scale.json");
        Files.writeString(file, """
                {"kind":"scale-history","history":1000,"eventsPerSecond":100,"mongodMicrosPerEvent":10,"exact":true}
                {"kind":"scale-history","history":10,"eventsPerSecond":200,"mongodMicrosPerEvent":8,"exact":true}
                {"kind":"scale-projections","wanted":"every event","projections":4,"mongodMicrosPerEffect":10,"exact":true}
                {"kind":"scale-projections","wanted":"every event","projections":40,"mongodMicrosPerEffect":5,"exact":true}
                {"kind":"scale-projections","wanted":"own type","projections":4,"mongodMicrosPerEffect":10,"exact":true}
                {"kind":"scale-projections","wanted":"own type","projections":40,"mongodMicrosPerEffect":30,"exact":false}
                {"kind":"scale-memory","heapMegabytes":128,"eventsPerSecond":90,"exact":true}
                {"kind":"scale-memory","heapMegabytes":512,"eventsPerSecond":100,"exact":true}
                """);

        Measured measured = Measured.of(List.of(file));

        assertThat(measured.unknownKinds()).isEmpty();
        assertThat(measured.ratios().values())
                .extracting(ratio -> ratio.name() + " = " + ratio.value())
                .containsExactly(
                        "scale-history, history 1,000 to 10: eventsPerSecond = 0.5",
                        "scale-history, history 1,000 to 10: mongodMicrosPerEvent = 1.25",
                        "scale-history, exact = 1.0",
                        "scale-projections, every event, projections 40 to 4: mongodMicrosPerEffect = 0.5",
                        "scale-projections, own type, projections 40 to 4: mongodMicrosPerEffect = 3.0",
                        "scale-projections, exact = 0.0",
                        "scale-memory, heapMegabytes 128 to 512: eventsPerSecond = 0.9",
                        "scale-memory, exact = 1.0");
    }
}
