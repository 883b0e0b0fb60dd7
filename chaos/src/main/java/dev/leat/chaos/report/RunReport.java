package dev.leat.chaos.report;

import dev.leat.chaos.fault.FaultKind;
import dev.leat.chaos.fault.Strike;
import dev.leat.chaos.judge.Verdict;
import dev.leat.chaos.soak.SoakResult;
import dev.leat.verify.CheckReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run in the end. Immutable.
 *
 * @param command what replays it
 * @param repeatedAppends appends of the writers whose outcome was unknown at first
 * @param settled whether everything had taken effect before it was judged
 * @param failures what went wrong and is not in the verdicts: replicas that ended unasked, surprises of the writers
 * @param soak null when there was none
 */
public record RunReport(
        String command,
        long seed,
        Duration took,
        long repeatedAppends,
        List<Strike> strikes,
        boolean settled,
        Verdict judge,
        CheckReport checker,
        List<String> failures,
        @Nullable SoakResult soak) {

    public RunReport {
        strikes = List.copyOf(strikes);
        failures = List.copyOf(failures);
    }

    /** True when nothing was found by anybody. */
    public boolean isClean() {
        return settled
                && judge.isClean()
                && checker.isClean()
                && failures.isEmpty()
                && (soak == null || soak.isFlat())
                && strikes.stream().allMatch(Strike::survived);
    }

    /** The strikes of each kind that there were. */
    public Map<FaultKind, List<Strike>> byKind() {
        Map<FaultKind, List<Strike>> kinds = new EnumMap<>(FaultKind.class);
        strikes.forEach(strike ->
                kinds.computeIfAbsent(strike.kind(), kind -> new ArrayList<>()).add(strike));
        return kinds;
    }
}
