package dev.leat.chaos.fault;

/**
 * Whether a fault was one. Immutable.
 *
 * @param target what was struck
 * @param tookEffect whether that was seen; a fault that nobody notices proves nothing
 * @param seen what was seen, in words
 */
public record Evidence(String target, boolean tookEffect, String seen) {}
