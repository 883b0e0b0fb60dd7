package dev.leat.benchmarks.plot;

/** What a chart shows against the number of replicas. */
enum Figure {
    RATE("eventsPerSecond", "events/s", "events-per-second.svg"),
    MONGOD_CPU("mongodMicrosPerEvent", "CPU time of mongod (µs/event)", "mongod-micros-per-event.svg");

    private final String field;
    private final String axis;
    private final String fileName;

    Figure(String field, String axis, String fileName) {
        this.field = field;
        this.axis = axis;
        this.fileName = fileName;
    }

    /** The field of a row that holds it. */
    String field() {
        return field;
    }

    /** The label of its axis, unit included. */
    String axis() {
        return axis;
    }

    String fileName() {
        return fileName;
    }
}
