/** The one entry point of Leat and its builder; the packages beside it follow the flow of the data. */
@NullMarked
package dev.leat;

import org.jspecify.annotations.NullMarked;
