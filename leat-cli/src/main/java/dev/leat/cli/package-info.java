/**
 * The command line: each word of {@code ./leat} that speaks to a database has a package of its own. Start with
 * {@link dev.leat.cli.Main}.
 */
@NullMarked
package dev.leat.cli;

import org.jspecify.annotations.NullMarked;
