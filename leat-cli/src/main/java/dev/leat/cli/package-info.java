/**
 * The command line: {@code ./leat verify} reads a database as it is, running or not, and judges it with the history
 * checker. Start with {@link dev.leat.cli.VerifyCommand}.
 */
@NullMarked
package dev.leat.cli;

import org.jspecify.annotations.NullMarked;
