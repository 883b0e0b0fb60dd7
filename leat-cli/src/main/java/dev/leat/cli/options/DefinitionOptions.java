package dev.leat.cli.options;

import dev.leat.mongodb.LeatDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the service's own classes are, for what only they tell. */
public final class DefinitionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--definition",
            paramLabel = "CLASS",
            description = "The class that tells event types, mappings and projections, a"
                    + " dev.leat.mongodb.LeatDefinition.")
    private @Nullable String definition;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where the definition and what it needs are found: folders of classes, jars, folders of jars,"
                    + " separated as in Java. May be given several times.")
    private List<String> classpath = List.of();

    /** Whether one is given. */
    public boolean isGiven() {
        return definition != null;
    }

    /** Opens the class path, for the caller to close. */
    public Definitions open() {
        Usage.require(spec, definition != null || classpath.isEmpty(), "--classpath is of use with --definition only");
        return Usage.of(spec, () -> new Definitions(classpath));
    }

    /** The definition that is given, or one that knows nothing. */
    public LeatDefinition load(Definitions definitions) {
        return definition == null
                ? Definitions.NONE
                : Usage.of(spec, () -> definitions.load(String.valueOf(definition)));
    }
}
