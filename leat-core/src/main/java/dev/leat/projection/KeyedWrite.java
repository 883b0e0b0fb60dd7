package dev.leat.projection;

/** A hand-written update and the key whose event asked for it. Immutable. */
public record KeyedWrite(Key key, ReadModelWrite write) {}
