/** Result files as other commands of this module wrote them: start at {@link dev.leat.benchmarks.rows.ResultFile}. */
@NullMarked
package dev.leat.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
