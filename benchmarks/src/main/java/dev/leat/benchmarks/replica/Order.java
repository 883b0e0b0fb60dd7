package dev.leat.benchmarks.replica;

/** One line that the benchmark writes to a replica process. The end of the input is an order to die. */
public enum Order {
    /** Stop reading the change stream, so that a backlog can gather in it; answered by {@link Report.Held}. */
    HOLD,
    /** Read it again. */
    GO,
    /** Name the last event of each committed document from now on. */
    TRACE,
    /** Stop naming them. */
    HUSH,
    /** Collect garbage and tell what is left, by {@link Report.Heap}. */
    HEAP
}
