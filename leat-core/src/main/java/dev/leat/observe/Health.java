package dev.leat.observe;

import java.time.Duration;
import java.util.List;

/**
 * Whether the cluster makes progress. A process that lives is not enough, and a quiet source is fine. Immutable.
 *
 * @param problems what is wrong, each with what mends it
 */
public record Health(List<Problem> problems) {

    public Health {
        problems = List.copyOf(problems);
    }

    /**
     * Judges a status.
     *
     * @param stalledAfter how long there may be no progress while there is something to do
     */
    public static Health of(LeatStatus status, Duration stalledAfter) {
        return new Health(new HealthRules(status, stalledAfter).problems());
    }

    /** The worst of its problems. */
    public State state() {
        if (problems.isEmpty()) {
            return State.HEALTHY;
        }
        return problems.stream().anyMatch(problem -> problem.kind().state() == State.UNHEALTHY)
                ? State.UNHEALTHY
                : State.WARNING;
    }

    /** From good to bad. */
    public enum State {
        HEALTHY,
        /** Everything flows, and something will stop it if nobody does anything. */
        WARNING,
        /** Something does not flow. */
        UNHEALTHY
    }

    /** What can be wrong. */
    public enum Kind {
        /** Nobody reads a source's change stream, or who does gets nowhere. */
        NOT_TAILED(State.UNHEALTHY),
        /** The resume token of a source comes near the end of what the store remembers. */
        TOKEN_NEAR_WINDOW(State.WARNING),
        /** Partitions have no owner that lives. */
        NO_OWNER(State.UNHEALTHY),
        /** Partitions lag and do not move. */
        STANDS_STILL(State.UNHEALTHY),
        /** Too many keys failed. */
        HALTED(State.UNHEALTHY);

        private final State state;

        Kind(State state) {
            this.state = state;
        }

        /** How bad it is. */
        public State state() {
            return state;
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param of {@code projection NAME:VERSION} or {@code source NAME}
     * @param words what, and what mends it
     */
    public record Problem(Kind kind, String of, String words) {}
}
