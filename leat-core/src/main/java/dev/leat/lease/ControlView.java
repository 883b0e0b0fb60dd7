package dev.leat.lease;

import dev.leat.partition.ProjectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a replica sees of the others, read in one go. Immutable.
 *
 * @param now by the clock of the store that holds the ownerships
 * @param roles by {@link Role#name}
 * @param parkRequests counts the requests about parked keys; a change means there are new ones
 * @param live the live version of each projection, by name
 */
public record ControlView(
        Instant now,
        List<Member> members,
        Map<String, RoleHolder> roles,
        Assignment assignment,
        long parkRequests,
        Map<String, Integer> live) {

    public ControlView {
        members = List.copyOf(members);
        roles = Map.copyOf(roles);
        live = Map.copyOf(live);
    }

    /** What a coordination tells that is kept elsewhere. */
    public ControlView(Instant now, List<Member> members, Map<String, RoleHolder> roles, Assignment assignment) {
        this(now, members, roles, assignment, 0, Map.of());
    }

    /** Whether a version is being built beside an older one, which is live. */
    public boolean isRebuild(ProjectionId projection) {
        return projection.version() > live.getOrDefault(projection.name(), Integer.MAX_VALUE);
    }

    public RoleHolder holderOf(Role role) {
        return roles.getOrDefault(role.name(), RoleHolder.NOBODY);
    }
}
