/** Shows versions of projections side by side, and makes one live. Start with {@link dev.leat.cli.rebuild.RebuildCommand}. */
@NullMarked
package dev.leat.cli.rebuild;

import org.jspecify.annotations.NullMarked;
