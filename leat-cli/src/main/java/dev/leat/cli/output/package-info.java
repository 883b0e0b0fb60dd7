/** How all words print: tables for people, JSON for programs. */
@NullMarked
package dev.leat.cli.output;

import org.jspecify.annotations.NullMarked;
