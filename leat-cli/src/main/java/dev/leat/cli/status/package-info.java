/** Shows the whole cluster, once or again and again. Start with {@link dev.leat.cli.status.StatusCommand}. */
@NullMarked
package dev.leat.cli.status;

import org.jspecify.annotations.NullMarked;
