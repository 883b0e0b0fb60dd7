package dev.leat.cli.parked;

import dev.leat.cli.options.Durations;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.cli.output.Json;
import dev.leat.operate.ParkedKeys;
import dev.leat.park.ParkSelection;
import dev.leat.park.ParkedKey;
import dev.leat.partition.ProjectionId;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A word that asks owners to do something, and may wait until they have. */
abstract class RequestWord extends ProjectionWord {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    @Option(names = "--reason", paramLabel = "WORDS", required = true, description = "Why, for the audit trail.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who asks, for the audit trail. Default: ${DEFAULT-VALUE}")
    private String by = "";

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Wait so long at most until the owners have done it, and tell what is still parked.")
    private @Nullable Duration wait;

    /**
     * Asks, and waits if that is wanted.
     *
     * @param selection the keys that are asked about
     * @param ask stores the request and tells in how many keys
     */
    final int ask(ParkedKeys parked, ParkSelection selection, Request ask) throws InterruptedException {
        int asked = usage(() -> ask.store(by, reason));
        if (asked == 0) {
            System.err.println("Nothing was asked: no such key is parked"
                    + (selection instanceof ParkSelection.Keys keys && keys.failedAt() != null
                            ? " at position " + keys.failedAt()
                            : "")
                    + ". See ./leat parked list.");
            return ExitCodes.FOUND;
        }
        if (wait == null) {
            report(selection.projection(), asked, List.of());
            return ExitCodes.FINE;
        }
        List<ParkedKey> pending = await(parked, selection, wait);
        List<ParkedKey> left = pending.isEmpty() ? parked.list(selection) : pending;
        report(selection.projection(), asked, left);
        if (!pending.isEmpty()) {
            System.err.println(pending.size() + " keys still wait for their owner. See ./leat status.");
        }
        return left.isEmpty() ? ExitCodes.FINE : ExitCodes.FOUND;
    }

    /** Stores a request. */
    @FunctionalInterface
    interface Request {
        int store(String by, String reason);
    }

    private <T> T usage(Supplier<T> given) {
        return Usage.of(spec, given);
    }

    private static List<ParkedKey> await(ParkedKeys parked, ParkSelection selection, Duration atMost)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            List<ParkedKey> pending = parked.list(selection).stream()
                    .filter(key -> key.request() != null)
                    .toList();
            if (pending.isEmpty() || System.nanoTime() - start >= atMost.toNanos()) {
                return pending;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private void report(ProjectionId id, int asked, List<ParkedKey> left) {
        if (json) {
            System.out.print(Json.line(
                    Json.object().put("asked", asked).set("stillParked", wait == null ? null : ParkedJson.of(left))));
            return;
        }
        System.out.println("Asked for " + asked + (asked == 1 ? " key." : " keys.")
                + (wait == null ? " Owners carry it out; ./leat parked audit " + id + " tells." : ""));
        if (wait != null) {
            System.out.print(left.isEmpty() ? "None of them is parked any more.\n" : ListCommand.text(left));
        }
    }
}
