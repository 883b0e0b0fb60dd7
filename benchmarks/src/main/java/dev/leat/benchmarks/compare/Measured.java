package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultFile;
import dev.leat.benchmarks.rows.ResultRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ratios of result files. Immutable.
 *
 * @param ratios by name
 * @param unknownKinds kinds of rows of which no ratio is known
 */
record Measured(SequencedMap<String, Ratio> ratios, SequencedSet<String> unknownKinds) {

    /** Each further kind of rows that give ratios is added here. */
    private static final List<RatioSource> SOURCES = Stream.concat(
                    Stream.of(new RunRatios(), new IdleRatios(), new RebuildRatios(), new ComparisonRatios()),
                    ScaleRatios.parts().stream())
            .toList();

    /** The commands whose rows give ratios, each once. */
    static SequencedSet<String> commands() {
        return SOURCES.stream().map(RatioSource::command).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Reads files, each of one run. What several runs tell is combined. */
    static Measured of(List<Path> files) {
        Map<String, List<Ratio>> byName = new LinkedHashMap<>();
        SequencedSet<String> unknown = new LinkedHashSet<>();
        for (Path file : files) {
            Map<String, List<ResultRow>> byKind = ResultFile.read(file).stream()
                    .collect(Collectors.groupingBy(ResultRow::kind, LinkedHashMap::new, Collectors.toList()));
            for (RatioSource source : SOURCES) {
                List<ResultRow> rows = byKind.remove(source.kind());
                if (rows != null) {
                    source.ratios(rows)
                            .forEach(ratio -> byName.computeIfAbsent(ratio.name(), name -> new ArrayList<>())
                                    .add(ratio));
                }
            }
            unknown.addAll(byKind.keySet());
        }
        SequencedMap<String, Ratio> ratios = new LinkedHashMap<>();
        byName.forEach((name, several) -> ratios.put(name, Ratio.combined(several)));
        return new Measured(ratios, unknown);
    }
}
