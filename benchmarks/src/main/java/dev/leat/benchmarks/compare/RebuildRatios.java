package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ratios of {@code benchmarks/rebuild}, which stands in the module of the shop whose events it reads. */
final class RebuildRatios implements RatioSource {

    private final Ratios make = new Ratios("benchmarks/rebuild --file EVENTS --json FILE");

    @Override
    public String kind() {
        return "rebuild";
    }

    @Override
    public String command() {
        return make.command();
    }

    @Override
    public List<Ratio> ratios(List<ResultRow> rows) {
        ResultRow row = Ratios.only(rows);
        // Fewer events leave more weight to the start of the replica, which is in the time.
        String those = String.format(Locale.ROOT, "rebuild of %,d events", row.count("events"));
        List<Ratio> ratios = new ArrayList<>();
        share(those + ", share of a plain cursor", row, "cursor").ifPresent(ratios::add);
        share(those + ", share of a decoding cursor", row, "decodingCursor").ifPresent(ratios::add);
        ratios.add(make.exact("rebuild, exact", rows));
        return ratios;
    }

    private Optional<Ratio> share(String name, ResultRow row, String cursor) {
        return make.quotient(
                name,
                row.number("eventsPerSecond"),
                row.number(cursor + "EventsPerSecond"),
                Better.HIGHER,
                Ratios.RATE);
    }
}
