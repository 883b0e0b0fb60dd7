package dev.leat.projection;

/** A hand-written update of a read model; each store module has its own kind. */
public interface ReadModelWrite {}
