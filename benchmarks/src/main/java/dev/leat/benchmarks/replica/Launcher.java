package dev.leat.benchmarks.replica;

/** Starts the processes of a {@link Fleet}. They take {@link Order}s on their input and write {@link Report}s. */
public interface Launcher {

    /** Starts a process. */
    Process start(String name, String database);

    /** Starts a process that, when it ends, leaves what makes later ones start sooner, if it can. */
    default Process startTraining(String name, String database) {
        return start(name, database);
    }

    /** The end of a process's log. */
    String lastWords(String name);

    /** How many partitions the processes of a fleet share out. */
    int partitions();
}
