/** Shows the streams of a source and their events. Start with {@link dev.leat.cli.streams.StreamsCommand}. */
@NullMarked
package dev.leat.cli.streams;

import org.jspecify.annotations.NullMarked;
