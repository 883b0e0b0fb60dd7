package dev.leat.cli.status;

import dev.leat.Leat;
import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.Durations;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.options.Usage;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.Health;
import dev.leat.observe.LeatStatus;
import dev.leat.observe.LeatStatus.ProjectionStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The command line of the status. */
@Command(
        name = "status",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Shows the whole cluster: replicas, sources, projections with lag, rate, owners and parked keys, and what is"
                    + " wrong, with what mends it. It only reads, and no replica need answer.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:healthy, or nothing worse than warnings",
            "1:unhealthy: something makes no progress",
            "2:wrong usage",
            "3:could not tell: MongoDB does not answer"
        })
public final class StatusCommand extends DatabaseWord {

    private static final String CLEAR_SCREEN = "\033[H\033[2J\033[3J";

    @Option(
            names = "--projection",
            paramLabel = "NAME",
            description = "Show this projection only: NAME, or NAME:VERSION. May be given several times. The verdict is"
                    + " of the whole cluster.")
    private List<String> only = List.of();

    @Option(names = "--partitions", description = "Show each partition: owner, epoch, checkpoint, lag, last move.")
    private boolean partitions;

    @Option(
            names = "--stalled-after",
            paramLabel = "DURATION",
            converter = Durations.class,
            defaultValue = "60s",
            description =
                    "How long there may be no progress while there is something to do, as leat.health.stalled-after"
                            + " of the replicas. Default: ${DEFAULT-VALUE}")
    private Duration stalledAfter = Duration.ofSeconds(60);

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "2s",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Show it again and again, so long after one another (2s), until Ctrl-C.")
    private @Nullable Duration watch;

    @Override
    protected void checkUsage() {
        Usage.require(spec, stalledAfter.isPositive(), "--stalled-after takes 1s or more");
        Usage.require(spec, watch == null || watch.isPositive(), "--watch takes 1s or more");
    }

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) throws InterruptedException {
        Duration pause = watch;
        if (pause == null) {
            return show(stores);
        }
        while (true) {
            try {
                show(stores);
            } catch (StoreUnavailableException e) {
                System.err.println("a look failed: " + e.getMessage());
            }
            Thread.sleep(pause);
        }
    }

    private int show(LeatMongo stores) {
        LeatStatus status = Leat.statusOf(stores);
        Health health = Health.of(status, stalledAfter);
        LeatStatus shown = filtered(status);
        if (json) {
            System.out.print(StatusJson.of(shown, health));
        } else {
            String text = new StatusText(database.database(), shown, health, partitions).toString();
            boolean redraw = watch != null && Ansi.AUTO.enabled();
            System.out.print(redraw ? CLEAR_SCREEN + text : text);
        }
        System.out.flush();
        return health.state() == Health.State.UNHEALTHY ? ExitCodes.FOUND : ExitCodes.FINE;
    }

    private LeatStatus filtered(LeatStatus status) {
        if (only.isEmpty()) {
            return status;
        }
        List<ProjectionStatus> wanted = status.projections().stream()
                .filter(projection -> only.contains(projection.projection().name())
                        || only.contains(projection.projection().toString()))
                .toList();
        Usage.require(
                spec,
                !wanted.isEmpty(),
                "--projection names " + only + ", and there are only "
                        + status.projections().stream()
                                .map(ProjectionStatus::projection)
                                .toList());
        return new LeatStatus(status.at(), status.window(), status.replicas(), status.sources(), wanted);
    }
}
