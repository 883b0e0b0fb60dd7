package dev.leat.failure;

/** A configuration that cannot work: refused at build or start, naming both sides of the contradiction and the mend. */
public final class ConfigurationException extends LeatException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
