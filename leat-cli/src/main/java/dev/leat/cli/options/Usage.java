package dev.leat.cli.options;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Complaints about what was given, which end a word with its usage. */
public final class Usage {

    private Usage() {}

    /** Turns a complaint about what was given into wrong usage. */
    public static <T> T of(CommandSpec spec, Supplier<T> given) {
        try {
            return given.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    /** Complains unless something holds. */
    public static void require(CommandSpec spec, boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
