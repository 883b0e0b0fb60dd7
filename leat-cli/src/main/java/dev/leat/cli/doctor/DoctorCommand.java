package dev.leat.cli.doctor;

import dev.leat.Leat;
import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.ExitCodes;
import dev.leat.cli.output.Json;
import dev.leat.failure.StoreUnavailableException;
import dev.leat.failure.UnsuitableStoreException;
import dev.leat.lease.Registration;
import dev.leat.mongodb.Diagnosis;
import dev.leat.mongodb.Diagnosis.Grade;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.observe.Health;
import dev.leat.observe.HealthLimits;
import dev.leat.projection.Projection;
import dev.leat.rebuild.LiveVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

/** The command line of the examination. */
@Command(
        name = "doctor",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Examines a database: versions, rights, majority, replication, oplog window against its rate, clocks, indexes,"
                    + " flow control, and whether projections make progress. Each finding comes with what mends it. It only"
                    + " reads.",
            "Before the first start give --definition, so that it knows what is going to run.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing worse than warnings",
            "1:there is a fault",
            "2:wrong usage",
            "3:could not tell: MongoDB fell silent meanwhile"
        })
public final class DoctorCommand extends DatabaseWord {

    @Option(
            names = "--role-script",
            arity = "0..1",
            fallbackValue = "leat-replica",
            paramLabel = "ROLE",
            description =
                    "Print a script for mongosh instead, which makes a role (${FALLBACK-VALUE}) with the least rights"
                            + " that the projections need.")
    private @Nullable String roleScript;

    @Option(names = "--findings", description = "Leave out what is fine.")
    private boolean findingsOnly;

    @Override
    protected int run(LeatMongo stores, LeatDefinition defined) {
        if (roleScript != null && definition.isGiven()) {
            return printScript(stores, defined(defined), views(defined));
        }
        List<Diagnosis> found = new ArrayList<>();
        List<Registration> projections = new ArrayList<>(defined(defined));
        try {
            stores.state().registrations().stream()
                    .filter(known -> projections.stream()
                            .noneMatch(each -> each.projection().equals(known.projection())))
                    .forEach(projections::add);
        } catch (StoreUnavailableException | UnsuitableStoreException e) {
            if (roleScript != null) {
                throw e;
            }
            // The examination begins with the server and tells it better.
        }
        if (roleScript != null) {
            return printScript(stores, projections, views(stores));
        }
        found.addAll(stores.doctor().examine(projections));
        if (!projections.isEmpty() && found.getFirst().grade() != Grade.FAULT) {
            found.addAll(progress(stores));
        }
        if (findingsOnly) {
            found.removeIf(each -> each.grade() == Grade.FINE);
        }
        System.out.print(json ? json(found) : text(found));
        return found.stream().anyMatch(each -> each.grade() == Grade.FAULT) ? ExitCodes.FOUND : ExitCodes.FINE;
    }

    private static List<Registration> defined(LeatDefinition definition) {
        return definition.projections().stream()
                .<Registration>map(Registration::of)
                .toList();
    }

    private static Set<String> views(LeatDefinition definition) {
        return definition.projections().stream()
                .map(Projection::view)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Set<String> views(LeatMongo stores) {
        return stores.live().read().stream()
                .map(LiveVersion::view)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private int printScript(LeatMongo stores, List<Registration> projections, Set<String> views) {
        if (projections.isEmpty()) {
            System.err.println("No projection ever ran on database " + database.database()
                    + ": give --definition, so that it is known what is going to run.");
            return ExitCodes.FOUND;
        }
        System.out.print(stores.doctor().roleScript(String.valueOf(roleScript), projections, views));
        return ExitCodes.FINE;
    }

    private static List<Diagnosis> progress(LeatMongo stores) {
        Health health = Health.of(Leat.statusOf(stores), HealthLimits.DEFAULT_STALLED_AFTER);
        if (health.problems().isEmpty()) {
            return List.of(new Diagnosis(Grade.FINE, "progress", "sources and projections go on", ""));
        }
        return health.problems().stream()
                .map(problem -> new Diagnosis(
                        problem.kind().state() == Health.State.UNHEALTHY ? Grade.FAULT : Grade.WARNING,
                        problem.of(),
                        problem.kind() + ": " + problem.words(),
                        ""))
                .toList();
    }

    private static String text(List<Diagnosis> found) {
        StringBuilder text = new StringBuilder();
        for (Diagnosis each : found) {
            text.append(String.format("%-8s%s: %s%n", each.grade(), each.of(), each.found()));
            if (!each.mend().isEmpty()) {
                text.append(String.format("        -> %s%n", each.mend()));
            }
        }
        long faults = count(found, Grade.FAULT);
        long warnings = count(found, Grade.WARNING);
        return text.append(String.format("%n%d faults, %d warnings%n", faults, warnings))
                .toString();
    }

    private static long count(List<Diagnosis> found, Grade grade) {
        return found.stream().filter(each -> each.grade() == grade).count();
    }

    private static String json(List<Diagnosis> found) {
        ArrayNode array = Json.array();
        for (Diagnosis each : found) {
            array.addObject()
                    .put("grade", each.grade().name())
                    .put("of", each.of())
                    .put("found", each.found())
                    .put("mend", each.mend());
        }
        return Json.line(array);
    }
}
