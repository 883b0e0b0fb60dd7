package dev.leat.lease;

import dev.leat.checkpoint.Epoch;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a role. Immutable.
 *
 * @param holder null when it was given back
 * @param epoch grows each time it is taken
 */
public record RoleHolder(@Nullable ReplicaId holder, Epoch epoch) {

    public static final RoleHolder NOBODY = new RoleHolder(null, Epoch.NONE);
}
