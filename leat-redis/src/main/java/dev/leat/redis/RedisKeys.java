package dev.leat.redis;

import dev.leat.lease.CoordinationName;

/** Where everything is stored. The name stands in braces, so that a cluster keeps all of it on one node. Immutable. */
record RedisKeys(CoordinationName name) {

    /** A hash: for each replica its last heartbeat. */
    String replicas() {
        return key("replicas");
    }

    /** Counts the replicas that joined. */
    String generations() {
        return key("generations");
    }

    /** A hash: for each role its holder. */
    String roles() {
        return key("roles");
    }

    /** The assignment. */
    String assignment() {
        return key("assignment");
    }

    private String key(String what) {
        return "leat:{" + name + "}:" + what;
    }
}
