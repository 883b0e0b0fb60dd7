package dev.leat.cli.parked;

import dev.leat.cli.options.DatabaseWord;
import dev.leat.cli.options.Usage;
import dev.leat.lease.Registration;
import dev.leat.mongodb.LeatDefinition;
import dev.leat.mongodb.LeatMongo;
import dev.leat.operate.ParkedKeys;
import dev.leat.partition.ProjectionId;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A word about the parked keys of one projection. */
abstract class ProjectionWord extends DatabaseWord {

    @Parameters(
            index = "0",
            paramLabel = "PROJECTION",
            description = "NAME:VERSION, or NAME when it has one version only.")
    private String projection = "";

    @Override
    protected final int run(LeatMongo stores, LeatDefinition defined) throws Exception {
        return run(ParkedKeys.of(stores), find(stores.state().registrations()));
    }

    abstract int run(ParkedKeys parked, ProjectionId id) throws Exception;

    private ProjectionId find(List<Registration> registrations) {
        List<ProjectionId> known =
                registrations.stream().map(Registration::projection).toList();
        List<ProjectionId> meant = known.stream()
                .filter(id -> id.toString().equals(projection) || id.name().equals(projection))
                .toList();
        Usage.require(spec, !meant.isEmpty(), "No projection " + projection + " ever ran here; there are " + known);
        Usage.require(spec, meant.size() == 1, projection + " has several versions, " + meant + ": name one of them");
        return meant.getFirst();
    }
}
