/** Judges what is stored with the history checker. Start with {@link dev.leat.cli.verify.VerifyCommand}. */
@NullMarked
package dev.leat.cli.verify;

import org.jspecify.annotations.NullMarked;
