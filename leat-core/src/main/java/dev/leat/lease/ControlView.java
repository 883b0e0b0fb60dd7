package dev.leat.lease;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a replica sees of the others, read in one go. Immutable.
 *
 * @param now by the clock of the store that holds the ownerships
 * @param roles by {@link Role#name}
 * @param parkRequests counts the requests about parked keys; a change means there are new ones
 */
public record ControlView(
        Instant now, List<Member> members, Map<String, RoleHolder> roles, Assignment assignment, long parkRequests) {

    public ControlView {
        members = List.copyOf(members);
        roles = Map.copyOf(roles);
    }

    public RoleHolder holderOf(Role role) {
        return roles.getOrDefault(role.name(), RoleHolder.NOBODY);
    }
}
