/** What all words of the command line take: the database, the service's definition, and the exit codes. */
@NullMarked
package dev.leat.cli.options;

import org.jspecify.annotations.NullMarked;
