/** Runs the example, and holds the documents to it. */
@NullMarked
package dev.leat.examples.firstprojection;

import org.jspecify.annotations.NullMarked;
