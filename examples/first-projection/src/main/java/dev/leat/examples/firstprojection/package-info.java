/**
 * The example of the tutorial: a bank whose accounts are streams. Start with
 * {@link dev.leat.examples.firstprojection.Quickstart}, which the README quotes, then read
 * {@link dev.leat.examples.firstprojection.Bank}.
 */
@NullMarked
package dev.leat.examples.firstprojection;

import org.jspecify.annotations.NullMarked;
