package dev.leat.benchmarks.compare;

import dev.leat.benchmarks.rows.ResultRow;
import java.util.List;

/** Knows the ratios of one kind of rows. Stateless. */
interface RatioSource {

    /** The {@link ResultRow#kind()} of the rows that it reads. */
    String kind();

    /** The command that writes such rows; a command that writes several kinds has a source for each. */
    String command();

    /**
     * The ratios that can be told from rows of that kind; all rows come from one file, thus from one run.
     *
     * @throws dev.leat.benchmarks.rows.UnreadableFileException when the rows make no sense
     */
    List<Ratio> ratios(List<ResultRow> rows);
}
