package dev.leat.benchmarks.kafka.report;

/** When the events of a pass are written. */
public enum Mode {
    /** Before the clock starts; they wait in the change stream. */
    BACKLOG("backlog"),
    /** While the clock runs. */
    BURST("burst");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** Its name in tables and rows. */
    public String label() {
        return label;
    }
}
