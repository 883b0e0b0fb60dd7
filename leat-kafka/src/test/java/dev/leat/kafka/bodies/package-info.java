/** Tests of documents out of topics that others fill. */
@org.jspecify.annotations.NullMarked
package dev.leat.kafka.bodies;
